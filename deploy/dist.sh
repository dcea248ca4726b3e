#!/usr/bin/env bash
# Makes target/tongqiao-<version>.tar.gz: all that a machine without internet needs to install Tongqiao.
#
#   deploy/dist.sh              builds what is missing, then packs
#   deploy/dist.sh --jre DIR    packs a Java runtime (17 or newer) with it, for machines that have none
#   deploy/dist.sh --no-build   packs what was built last
#
# The same commit gives the same bytes. Beside the archive stand its SHA-256 and, where openssl knows it, its SM3.
set -euo pipefail
# shellcheck source=deploy/prepare.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/prepare.sh"

jre="" build=yes
while (($# > 0)); do
  case "$1" in
    --jre)
      jre="${2:?--jre 要跟一个目录}"
      [[ -x "$jre/bin/java" ]] || die "$jre 里没有 bin/java：给出一个 JRE 或 JDK 的目录" 2
      shift
      ;;
    --no-build) build="" ;;
    *) die "不认识的参数 $1：可用的有 --jre DIR、--no-build" 2 ;;
  esac
  shift
done

version="$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$home/pom.xml" | head -n 1)"
commit="$(git -C "$home" rev-parse HEAD 2>/dev/null || echo unknown)"
# the time of everything in the archive
epoch="$(git -C "$home" log -1 --format=%ct 2>/dev/null || echo 1767225600)"
name="tongqiao-$version"
stage="$home/target/dist/$name"

prepare_jdk
if [[ -n "$build" ]]; then
  prepare_maven
  say "构建中……"
  # the bill of materials is of all modules, so all are built
  (cd "$home" && mvn -B -ntp -q -DskipTests -Dspotless.check.skip package >&2) || die "构建失败，以上是日志"
fi
for file in deploy/server/target/tongqiao-server.jar deploy/cli/target/tongqiao-cli.jar target/tongqiao-sbom.json; do
  [[ -f "$home/$file" ]] || die "没有 $file：不带 --no-build 再运行一次"
done

rm -rf "$home/target/dist"
mkdir -p "$stage"/{bin,lib/cli/lib,systems,sbom,licenses,completion}
cp "$home/deploy/server/target/tongqiao-server.jar" "$stage/lib/"
cp "$home/deploy/cli/target/tongqiao-cli.jar" "$stage/lib/cli/"
cp "$home"/deploy/cli/target/lib/*.jar "$stage/lib/cli/lib/"
cp "$home"/deploy/dist/bin/* "$stage/bin/"
cp "$home/deploy/dist/install.sh" "$stage/"
cp -r "$home/deploy/dist/etc" "$stage/"
for folder in systemd grafana manual compose helm; do
  [[ ! -d "$home/deploy/$folder" ]] || cp -r "$home/deploy/$folder" "$stage/"
done
(cd "$home/connectors/systems" && find . -mindepth 1 -maxdepth 1 -type d ! -name src ! -name target -exec cp -r {} "$stage/systems/" \;)
cp "$home/target/tongqiao-sbom.json" "$stage/sbom/"
cp "$home/LICENSE" "$stage/"
"$JAVA_HOME/bin/java" "$home/deploy/dist/Licences.java" "$stage/lib/tongqiao-server.jar" "$stage/licenses"
"$JAVA_HOME/bin/java" -jar "$stage/lib/cli/tongqiao-cli.jar" generate-completion >"$stage/completion/tongqiao.bash"
printf 'version=%s\ncommit=%s\n' "$version" "$commit" >"$stage/VERSION"
[[ -z "$jre" ]] || cp -rL "$jre" "$stage/jre"

# the same rights whatever the umask of whoever packs
chmod -R u=rwX,go=rX "$stage"
chmod 0755 "$stage/install.sh" "$stage"/bin/*
(cd "$stage" && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)
chmod 0644 "$stage/SHA256SUMS"

archive="$home/target/$name.tar.gz"
tar --sort=name --format=gnu --mtime="@$epoch" --owner=0 --group=0 --numeric-owner -C "$home/target/dist" -cf - "$name" |
  gzip -n -9 >"$archive"
(cd "$home/target" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
if openssl dgst -list 2>/dev/null | grep -q -- -sm3; then
  (cd "$home/target" && openssl dgst -sm3 -r "$name.tar.gz" | sed 's/ \*/  /' >"$name.tar.gz.sm3")
fi
rm -rf "$home/target/dist"
say "已打包 ${archive#"$home"/}（$(du -h "$archive" | cut -f1)）"
cat "$archive.sha256"
