#!/usr/bin/env bash
# Measures Tongqiao beside the bare broker and a plain Camel route, on this machine, in one run. What is measured and how
# stands in deploy/README.md.
#
#   deploy/bench.sh                              everything, about an hour; leave the machine alone meanwhile
#   deploy/bench.sh --quick --db h2 --sizes 2    shows that it runs; figures so short mean little
#   deploy/bench.sh --only b,c --profile c       where the time goes: run/bench/<time>/c-h2.jfr
#   deploy/bench.sh --only pulls --db h2         requests for prerequisite documents, about five minutes: deploy/bench/README.md
#   deploy/bench.sh --only console --db h2       the console over 1,000,000 messages: deploy/bench/README.md
#   deploy/bench.sh --only startup               from an empty data directory to healthy, with all folders
#   deploy/bench.sh --only translation           each dialect family, both directions
#   deploy/bench.sh --server-jar PATH            another server than the one of this checkout
#
# The table goes to standard output, its last line is one JSON object; progress goes to standard error. Exits with 1 when a
# message was refused, lost or doubled, or a bar of the pulls was missed, with 2 where JDK or Maven cannot be had.
set -euo pipefail
# shellcheck source=deploy/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

# A time of its own: the demonstration builds without this module.
stamp="$home/target/built-bench"
jars+=("$home/deploy/bench/target/tongqiao-bench.jar")

server="$home/deploy/server/target/tongqiao-server.jar"
bench="$home/deploy/bench/target/tongqiao-bench.jar"

arguments=()
while (($# > 0)); do
  if [[ "$1" == --server-jar ]]; then
    server="$(readlink -f -- "${2:?--server-jar needs a path}")"
    shift 2
    continue
  fi
  arguments+=("$1")
  shift
done

build() {
  local log="$home/run/bench/build.log"
  prepare_maven
  mkdir -p "$home/run/bench"
  say "构建中（第一次要下载依赖，需要几分钟），日志在 ${log#"$home"/} ……"
  if ! built_by mvn -B -ntp -q -DskipTests -Dspotless.check.skip package -pl deploy/server,deploy/cli,deploy/bench -am >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "构建失败，以上是日志的末尾"
  fi
}

prepare_jdk
{ is_built && [[ -f "$bench" ]]; } || build

data="$home/run/bench/$(date +%Y%m%d-%H%M%S)-$$"
mkdir -p "$data"
say "数据和日志在 ${data#"$home"/}"
# Copies: what a build replaces meanwhile must not be pulled from under what runs.
cp "$bench" "$data/bench.jar"
cp "$server" "$data/server.jar"
case "${arguments[*]-}" in
  *--only*startup*) bash "$home/deploy/unpack.sh" "$data/unpacked" "$data/server.jar" ;;
  *--only*) ;;
  *) bash "$home/deploy/unpack.sh" "$data/unpacked" "$data/server.jar" ;;
esac
exec "$JAVA_HOME/bin/java" -Xmx768m -jar "$data/bench.jar" load --server-jar "$data/server.jar" \
  --systems "$home/deploy/bench/systems" --folders "$home/connectors/systems" --unpacked "$data/unpacked" --out "$data" ${arguments[@]+"${arguments[@]}"}
