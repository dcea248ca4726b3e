#!/usr/bin/env bash
# One command to see it work: builds what is missing, starts the relay and the simulator of all other sides on free
# loopback ports, plays the bureau's platform, and shows what became of every delivery.
#
#   deploy/demo.sh          stays up afterwards, with addresses to try, until Ctrl-C
#   deploy/demo.sh --once   ends afterwards; the last line is one JSON object, exit 0 only if all was delivered
#
# Further arguments go to `tongqiao demo`, such as --cases 50. Exits with 2 where JDK or Maven cannot be had.
set -euo pipefail
# shellcheck source=deploy/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

once=""
for argument in "$@"; do
  [[ "$argument" == --once ]] && once=yes
done

build() {
  local log="$home/run/demo/build.log" begun
  prepare_maven
  begun=$SECONDS
  mkdir -p "$home/run/demo"
  say "构建中（第一次要下载依赖，需要几分钟），日志在 ${log#"$home"/} ……"
  if ! built_by mvn -B -ntp -q -DskipTests -Dspotless.check.skip package \
    -pl deploy/server,deploy/cli,connectors/simulator -am >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "构建失败，以上是日志的末尾"
  fi
  say "构建完成，用了 $((SECONDS - begun)) 秒"
}

# A loopback port that nothing answers on, below the range that systems hand out by themselves.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    if [[ " ${taken[*]-} " != *" $port "* ]] && ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# give_up <name> <message>: with the end of that program's log.
give_up() {
  tail -n 30 "$data/$1.log" >&2 || true
  die "$2，以上是 ${data#"$home"/}/$1.log 的末尾"
}

# wait_for <name> <pid> <seconds> <what> <command>...: until the command succeeds.
wait_for() {
  local name="$1" pid="$2" end=$((SECONDS + $3)) what="$4"
  shift 4
  until "$@"; do
    kill -0 "$pid" 2>/dev/null || give_up "$name" "$what：进程已退出"
    ((SECONDS < end)) || give_up "$name" "$what：等得太久"
    sleep 0.2
  done
}

# Whether the relay calls itself healthy; plain HTTP, for curl may not be there.
is_healthy() {
  local status=""
  {
    exec 3<>"/dev/tcp/127.0.0.1/$http_port" &&
      printf 'GET /actuator/health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3 &&
      IFS= read -r -t 5 status <&3
    exec 3>&-
  } 2>/dev/null || return 1
  [[ "$status" == *" 200"* ]]
}

pids=()
stop() {
  local code=$? pid waited=0
  trap - EXIT INT TERM
  ((${#pids[@]} > 0)) || exit "$code"
  kill "${pids[@]}" 2>/dev/null || true
  for pid in "${pids[@]}"; do
    while kill -0 "$pid" 2>/dev/null && ((waited++ < 100)); do sleep 0.1; done
    kill -9 "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  exit "$code"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

start_simulator() {
  "$JAVA_HOME/bin/java" -Xmx256m -XX:TieredStopAtLevel=1 -jar "$home/connectors/simulator/target/tongqiao-simulator-exec.jar" \
    --systems "$home/connectors/systems" --port 0 --out "$data/sim.properties" \
    --relay "http://127.0.0.1:$http_port" --keys "$data/keys" \
    --broker "amqp://127.0.0.1:$amqp_port" --secrets "$data/secrets" >"$data/simulator.log" 2>&1 &
  pids+=("$!")
  wait_for simulator "$!" 90 "模拟器没有启动" test -s "$data/sim.properties"
  simulator="$(sed -n 's/^simulator\.url=//p' "$data/sim.properties" | sed 's/\\:/:/g; s/\\=/=/g')"
}

# In the run's own directory and without the settings of a real site, which a demonstration must never touch.
start_relay() {
  (
    cd "$data"
    # shellcheck disable=SC2046
    unset $(compgen -e TONGQIAO_) $(compgen -e SPRING_)
    export TONGQIAO_SETTINGS="$data/sim.properties" TONGQIAO_DATA="$data" TONGQIAO_HTTP_ADDRESS=127.0.0.1
    export TONGQIAO_HTTP_PORT="$http_port" TONGQIAO_AMQP_PORT="$amqp_port"
    exec "$JAVA_HOME/bin/java" -Xmx512m "${program[@]}"
  ) >"$data/server.log" 2>&1 &
  pids+=("$!")
  wait_for server "$!" 120 "通桥没有启动" is_healthy
}

play() {
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -jar "$home/deploy/cli/target/tongqiao-cli.jar" demo \
    --relay "http://127.0.0.1:$http_port" --simulator "$simulator" \
    --keys "$data/keys" --systems "$home/connectors/systems" "$@"
}

# Addresses and commands to paste.
show_around() {
  local examples="$home/schemas/src/main/resources/io/tongqiao/schema/examples"
  cat <<TEXT

通桥在 http://127.0.0.1:$http_port ，模拟器在 $simulator ，AMQP 1.0 在 127.0.0.1:$amqp_port
数据、密钥和日志在 $data

可以试试（在另一个终端）：

  key=\$(cat $data/keys/bureau-platform)

  # 按规范报文送一件施工许可，从申请到受理，再看它走到哪里
  for message in $examples/messages/permit/0[1-5]*.json; do
    curl -s -H "Authorization: Bearer \$key" -H 'Content-Type: application/cloudevents+json' \\
      --data-binary @\$message http://127.0.0.1:$http_port/api/v1/messages; echo
  done
  curl -s -H "Authorization: Bearer \$key" http://127.0.0.1:$http_port/api/v1/cases/610924202603020001

  # 再开始一件公共场所卫生许可，一次调取它要的前置材料；然后看谁查过这家企业（每次查看都记入审计）
  curl -s -H "Authorization: Bearer \$key" -H 'Content-Type: application/cloudevents+json' \\
    --data-binary @$examples/messages/prerequisites/01-apply.json http://127.0.0.1:$http_port/api/v1/messages; echo
  curl -s -H "Authorization: Bearer \$key" -H 'Content-Type: application/json' -H 'Prefer: wait=5' \\
    --data-binary @$examples/prerequisites/request-item.json \\
    http://127.0.0.1:$http_port/api/v1/cases/610924202603020011/prerequisites; echo
  $home/deploy/tongqiao pull list --holder 91610924MAQQ00024B --relay http://127.0.0.1:$http_port --key $data/keys/operator

  # 控制台：http://127.0.0.1:$http_port/console ，账户 admin，密码：
  cat $data/keys/first-password

  # 各系统收到和发出了什么
  curl -s $simulator/ledger

  # 让一个系统下一次说“不”，再演一遍
  curl -s -d '{"kind": "business"}' $simulator/misbehave/city-power
  $home/deploy/tongqiao demo --relay http://127.0.0.1:$http_port --simulator $simulator \\
    --keys $data/keys --systems $home/connectors/systems

  # 各系统的健康状况
  curl -s http://127.0.0.1:$http_port/actuator/health

按 Ctrl-C 结束
TEXT
}

prepare_jdk
is_built || build
if [[ -n "$once" ]]; then
  program=(-jar "$home/deploy/server/target/tongqiao-server.jar")
else
  # laid out for a quick start, which takes half a minute once for each build
  unpacked="$home/deploy/server/target/unpacked"
  bash "$home/deploy/unpack.sh" "$unpacked"
  program=(-XX:SharedArchiveFile="$unpacked/classes.jsa" -jar "$unpacked/tongqiao-server.jar")
fi

taken=()
http_port="$(free_port)"
taken=("$http_port")
amqp_port="$(free_port)"
data="$home/run/demo/$(date +%Y%m%d-%H%M%S)-$$"
mkdir -p "$data"

say "启动模拟器和通桥……"
start_simulator
start_relay
say "就绪，送出办件……"
say ""

code=0
play "$@" || code=$?
if [[ -n "$once" ]]; then
  exit "$code"
fi
show_around
# Until Ctrl-C, or until one of the two ends.
wait -n "${pids[@]}" || true
give_up server "有一个进程结束了"
