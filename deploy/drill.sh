#!/usr/bin/env bash
# The crash drill: hands over cases while the server and the systems are killed, answers are lost, the disk is full and the
# database away; then compares what was accepted with what each system has done. What it does and counts stands in
# deploy/README.md.
#
#   deploy/drill.sh --cases 60 --kills 2                      a minute or two; part of deploy/test.sh
#   deploy/drill.sh --cases 5000 --kills 20 [--db postgres]   the whole drill
#   deploy/drill.sh --cases 5000 --kills 20 --seed 7          the same troubles, at the same part of the work
#   deploy/drill.sh --help                                    all options
#
# The last line on standard output is one JSON object; progress and faults go to standard error. Exits with 0 only when nothing
# was lost, doubled, inverted or receipted differently and all kills have happened; with 2 where JDK or Maven cannot be had.
# Filling a disk needs root, and is left out, saying so, without.
set -euo pipefail
# shellcheck source=deploy/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

# A time of its own: the demonstration builds without this module.
stamp="$home/target/built-drill"
jars+=("$home/deploy/bench/target/tongqiao-bench.jar")

build() {
  local log="$home/run/drill/build.log"
  prepare_maven
  mkdir -p "$home/run/drill"
  say "构建中（第一次要下载依赖，需要几分钟），日志在 ${log#"$home"/} ……"
  if ! built_by mvn -B -ntp -q -DskipTests -Dspotless.check.skip package \
    -pl deploy/server,deploy/cli,deploy/bench,connectors/simulator -am >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    die "构建失败，以上是日志的末尾"
  fi
}

# The systems whose stories the comparison knows; the others have the tests of their folders.
only=(--only bureau-platform,city-bdc,city-cdc,city-power,jzsc-sikuyi,mps-population,nat-dzzz,nat-share,prov-dzzz,prov-socialorg,prov-yctb)
for argument in "$@"; do
  [[ "$argument" == --only* ]] && only=()
done

prepare_jdk
is_built || build
exec "$JAVA_HOME/bin/java" -Xmx512m -cp "$home/deploy/bench/target/tongqiao-bench.jar" \
  -Dloader.main=io.tongqiao.bench.drill.Drill org.springframework.boot.loader.launch.PropertiesLauncher \
  --home "$home" "${only[@]}" "$@"
