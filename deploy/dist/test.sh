#!/usr/bin/env bash
# Tries the archive that dist.sh made: installs it without root, starts it, upgrades it, takes it away again.
set -euo pipefail
# shellcheck source=deploy/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../prepare.sh"
prepare_jdk

archive="$(ls -t "$home"/target/tongqiao-*.tar.gz 2>/dev/null | head -n 1 || true)"
[[ -n "$archive" ]] || die "没有安装包：先运行 deploy/dist.sh" 2
work="$(mktemp -d)"
chmod 0755 "$work"
prefix="$work/tongqiao"
server=""
# root rights would hide what an ordinary user may not do
someone=()
if ((EUID == 0)); then
  someone=(setpriv --reuid=65534 --regid=65534 --clear-groups)
  chown 65534:65534 "$work"
fi
as() { env -i PATH="$PATH" HOME="$work" JAVA_HOME="$JAVA_HOME" "${someone[@]}" "$@"; }

stop_server() {
  [[ -n "$server" ]] || return 0
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=""
}
finish() {
  local code=$?
  stop_server
  ((code == 0)) || tail -n 40 "$work/server.log" >&2 2>/dev/null || true
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT

check() {
  local what="$1"
  shift
  "$@" >"$work/said" 2>&1 || { cat "$work/said" >&2; die "不对：$what"; }
  say "对：$what"
}
refused() { ! "$@"; }

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

healthy() {
  local status=""
  {
    exec 3<>"/dev/tcp/127.0.0.1/$port" &&
      printf 'GET /actuator/health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' >&3 &&
      IFS= read -r -t 5 status <&3
    exec 3>&-
  } 2>/dev/null || return 1
  [[ "$status" == *" 200"* ]]
}

start_server() {
  local end=$((SECONDS + 120))
  # not by the function above: it would run in a shell of its own, which is not the server
  env -i PATH="$PATH" HOME="$work" JAVA_HOME="$JAVA_HOME" "${someone[@]}" "$prefix/bin/tongqiao-server" >>"$work/server.log" 2>&1 &
  server=$!
  until healthy; do
    kill -0 "$server" 2>/dev/null || die "服务没有启动"
    ((SECONDS < end)) || die "服务启动太久"
    sleep 0.5
  done
}

as tar -C "$work" -xzf "$archive"
package="$(echo "$work"/tongqiao-*)"
check "校验和相符" bash -c "cd '$(dirname "$archive")' && sha256sum -c '$(basename "$archive").sha256'"
check "带着软件物料清单和许可证" bash -c "grep -q CycloneDX '$package/sbom/tongqiao-sbom.json' && test -s '$package/LICENSE' && test \$(ls '$package/licenses' | wc -l) -gt 50"

check "不用 root 能安装" as "$package/install.sh" --prefix "$prefix"
check "数据目录只有属主能进" test "$(stat -c %a "$prefix/data")$(stat -c %a "$prefix/data/secrets")" = 700700
port="$(free_port)"
sed -i "s/^TONGQIAO_HTTP_PORT=.*/TONGQIAO_HTTP_PORT=$port/; s/^TONGQIAO_AMQP_PORT=.*/TONGQIAO_AMQP_PORT=$(free_port)/
  s/^TONGQIAO_HTTP_ADDRESS=.*/TONGQIAO_HTTP_ADDRESS=127.0.0.1/; s/^TONGQIAO_HEAP=.*/TONGQIAO_HEAP=512m/" "$prefix/etc/tongqiao.env"
start_server
check "启动后健康，命令行不用参数就能用" as "$prefix/bin/tongqiao" system list
check "密钥文件只有属主能读" test "$(stat -c %a "$prefix/data/keys/operator")" = 600
check "命令行补全能装载" bash -c "source '$prefix/completion/tongqiao.bash' && complete -p tongqiao"

check "一眼看清状态" as "$prefix/bin/tongqiao" status

# a backup while it runs, put back into an empty directory
as cp "$prefix/data/keys/operator" "$work/key-before"
as sh -c "umask 077; mkdir -p '$prefix/data/secrets' '$prefix/data/documents/ab'; echo s3cret >'$prefix/data/secrets/x.password'; echo pdf >'$prefix/data/documents/ab/abcd'; echo passphrase >'$work/passphrase'"
check "运行中能备份" as "$prefix/bin/tongqiao-backup" "$work/backup.tar.gz" --secrets "$work/passphrase"
check "运行中的数据库由服务自己复制" test -d "$prefix/data/backup"
check "备份里没有明文的密钥" refused sh -c "zcat '$work/backup.tar.gz' | grep -aq -e s3cret -e \"\$(cat '$work/key-before')\""
check "服务在运行时不能恢复" refused as "$prefix/bin/tongqiao-restore" "$work/backup.tar.gz"
stop_server
as rm -rf "$prefix/data"
check "能恢复到空目录" as "$prefix/bin/tongqiao-restore" "$work/backup.tar.gz" --secrets "$work/passphrase" --settings
check "证照、密钥都回来了" bash -c "grep -q pdf '$prefix/data/documents/ab/abcd' && grep -q s3cret '$prefix/data/secrets/x.password'"
start_server
check "恢复后照常，原来的运维密钥有效" as "$prefix/bin/tongqiao" system list
stop_server
check "停止时也能备份" as "$prefix/bin/tongqiao-backup" "$work/stopped.tar.gz"
as sh -c "cp '$work/backup.tar.gz' '$work/bad.tar.gz'; cp '$work/backup.tar.gz.sha256' '$work/bad.tar.gz.sha256'; sed -i s/backup/bad/ '$work/bad.tar.gz.sha256'; printf x | dd of='$work/bad.tar.gz' bs=1 seek=5000 conv=notrunc 2>/dev/null"
check "损坏的备份不恢复" refused as "$prefix/bin/tongqiao-restore" "$work/bad.tar.gz"

as sh -c "echo '# 本地改过' >>'$prefix/etc/systems/prov-yctb/README.md'; rm -r '$prefix/etc/systems/city-gas'; echo old >>'$prefix/systems/city-power/README.md'; echo old >>'$prefix/etc/systems/city-power/README.md'"
check "再装一遍就是升级" as "$package/install.sh" --prefix "$prefix"
check "升级留下原来的程序" test -s "$prefix/previous/lib/tongqiao-server.jar"
check "升级不动数据和设置" bash -c "cmp '$prefix/data/keys/operator' '$work/key-before' && grep -q '^TONGQIAO_HTTP_PORT=$port' '$prefix/etc/tongqiao.env'"
check "升级不动本地改过的系统文件夹" grep -q 本地改过 "$prefix/etc/systems/prov-yctb/README.md"
check "本地删掉的系统文件夹不再装上" refused test -e "$prefix/etc/systems/city-gas"
check "没有改过的系统文件夹换成新版" refused grep -q '^old$' "$prefix/etc/systems/city-power/README.md"
start_server
check "升级后照常" as "$prefix/bin/tongqiao" system list
stop_server

if command -v systemd-analyze >/dev/null; then
  # the user is made by an installation as root only
  sed "s/^User=.*/User=daemon/; s/^Group=.*/Group=daemon/" "$prefix/systemd/tongqiao.service" >"$work/tongqiao-try.service"
  check "systemd 单元没有错" bash -c "test -z \"\$(systemd-analyze verify --man=no '$work/tongqiao-try.service' 2>&1 | grep tongqiao)\""
  if systemd-analyze --help | grep -q -- --offline; then
    check "systemd 单元的暴露度不高于 2.5" systemd-analyze security --offline=true --threshold=25 "$work/tongqiao-try.service"
  fi
fi

as sh -c "echo x >>'$package/lib/cli/tongqiao-cli.jar'"
check "损坏的安装包装不上" refused as "$package/install.sh" --prefix "$prefix"
check "卸载留下数据" as "$prefix/install.sh" --prefix "$prefix" --uninstall
check "卸载后数据还在，程序不在" bash -c "test -d '$prefix/data/journal' && test ! -e '$prefix/lib'"
say "安装包是好的"
