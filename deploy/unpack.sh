#!/usr/bin/env bash
# Lays the server out so that it starts in half the time: its jars side by side, and the classes that a start needs in one
# file that the JVM maps (class data sharing). The file is recorded from one start on an empty data directory.
#
#   deploy/unpack.sh DIR [JAR]      JAR: the one of this checkout; what is in DIR is kept when it is of the same jar
#   java -XX:SharedArchiveFile=DIR/classes.jsa -jar DIR/tongqiao-server.jar
#
# Another JVM, or a jar that has changed, makes the JVM leave the file alone: slower, never wrong.
set -euo pipefail
# shellcheck source=deploy/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

to="${1:?usage: unpack.sh DIR [JAR]}"
jar="${2:-$home/deploy/server/target/tongqiao-server.jar}"
prepare_jdk
java="$JAVA_HOME/bin/java"

[[ -f "$jar" ]] || die "没有 $jar：请先构建"
release="$(cd -- "$(dirname -- "$jar")" && sha256sum "$(basename -- "$jar")" | cut -d' ' -f1) $("$java" -version 2>&1 | tail -n 1)"
if [[ -f "$to/release" && "$(cat "$to/release")" == "$release" ]]; then
  exit 0
fi

work="$(mktemp -d)"
server=""
leave() {
  local code=$?
  trap - EXIT INT TERM
  if [[ -n "$server" ]] && kill -0 "$server" 2>/dev/null; then kill -9 "$server" 2>/dev/null || true; fi
  rm -rf "$work"
  exit "$code"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

rm -rf "$to"
mkdir -p "$to"
"$java" -Djarmode=tools -jar "$jar" extract --destination "$to" --force >"$work/extract.log" 2>&1 ||
  { cat "$work/extract.log" >&2; die "没有展开 $jar"; }
# Under the name that it is told, whatever the jar was called.
[[ "$(basename -- "$jar")" == tongqiao-server.jar ]] || mv "$to/$(basename -- "$jar")" "$to/tongqiao-server.jar"
to="$(cd -- "$to" && pwd)"

say "记录启动所需的类（一次，约半分钟）……"
mkdir "$work/data"
(
  cd "$work/data"
  # shellcheck disable=SC2046
  unset $(compgen -e TONGQIAO_) $(compgen -e SPRING_)
  export TONGQIAO_DATA="$work/data" TONGQIAO_HTTP_ADDRESS=127.0.0.1 TONGQIAO_HTTP_PORT=0 TONGQIAO_AMQP_PORT=0
  exec "$java" -Xmx512m -XX:ArchiveClassesAtExit="$to/classes.jsa" -jar "$to/tongqiao-server.jar"
) >"$work/server.log" 2>&1 &
server=$!
end=$((SECONDS + 300))
until grep -q 'Started TongqiaoServer' "$work/server.log"; do
  kill -0 "$server" 2>/dev/null && ((SECONDS < end)) || { tail -n 30 "$work/server.log" >&2; die "没有记录成：服务没有启动"; }
  sleep 0.2
done
kill "$server"
wait "$server" || true
server=""
[[ -f "$to/classes.jsa" ]] || { tail -n 30 "$work/server.log" >&2; die "没有记录成：JVM 没有写出 classes.jsa"; }
printf '%s\n' "$release" >"$to/release"
