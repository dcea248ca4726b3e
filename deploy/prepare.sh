# Sourced by demo.sh and test.sh: the JDK, Maven, and the build. Not to be run by itself.
# shellcheck shell=bash

# The home of the checkout; everything below runs from there.
home="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"

# What the programs print is UTF-8; a bare container has no locale that could say so.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *UTF-8 | *utf8 | *UTF8 | *utf-8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$1"
  exit "${2:-1}"
}

# java_major <home>: the major version of a JDK with a compiler, or nothing.
java_major() {
  [[ -x "$1/bin/java" && -x "$1/bin/javac" ]] || return 0
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \(1\.\)\{0,1\}\([0-9]*\).*/\2/p'
}

# Sets JAVA_HOME to a JDK of 17 or newer: the one that is set, the one on the PATH, or one below /usr/lib/jvm.
find_jdk() {
  local candidate major on_path
  on_path="$(command -v javac || true)"
  if [[ -n "$on_path" ]]; then
    on_path="$(dirname -- "$(dirname -- "$(readlink -f -- "$on_path")")")"
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
    [[ -n "$candidate" ]] || continue
    major="$(java_major "$candidate")"
    if [[ -n "$major" && "$major" -ge 17 ]]; then
      export JAVA_HOME="$candidate"
      return 0
    fi
  done
  return 1
}

# Whether Maven is there and is 3.8 or newer.
find_maven() {
  local version
  command -v mvn >/dev/null || return 1
  version="$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p' | head -n 1)"
  # shellcheck disable=SC2086
  set -- $version
  [[ $# -eq 2 ]] && (($1 > 3 || ($1 == 3 && $2 >= 8)))
}

# as_root <command>...: with sudo where it is needed.
as_root() {
  if ((EUID == 0)); then
    "$@"
    return
  fi
  command -v sudo >/dev/null || die "要以 root 运行 $*，但没有 sudo：请先安装 JDK 17（含 javac）和 Maven 3.8，再运行一次" 2
  sudo "$@"
}

# Refreshes the package lists; a fresh container has none.
apt_refresh() {
  as_root apt-get update -qq >&2 || die "apt-get update 没有成功：请检查网络和软件源" 2
}

# apt_install <package>
apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >&2 ||
    die "没有装上 $1：请手工安装，再运行一次" 2
  say "已安装 $1"
}

# The package of a headless JDK: 17 where there is one, else the newest after it.
jdk_package() {
  apt-cache pkgnames openjdk- | sed -n 's/^openjdk-\([0-9]*\)-jdk-headless$/\1/p' | sort -n |
    awk '$1 >= 17 && best != 17 { best = $1 } END { if (best) print "openjdk-" best "-jdk-headless" }'
}

install_jdk() {
  local package
  command -v apt-get >/dev/null ||
    die "缺少 JDK 17 或更新的版本，这台机器也没有 apt-get：请安装 JDK 17（含 javac），设好 JAVA_HOME，再运行一次" 2
  say "没有 JDK 17 或更新的版本，用 apt-get 安装……"
  apt_refresh
  package="$(jdk_package)"
  [[ -n "$package" ]] || die "软件源里没有 JDK 17 或更新的版本：请自行安装并设好 JAVA_HOME，再运行一次" 2
  apt_install "$package"
  find_jdk || die "装了 $package，仍找不到 javac：请检查 /usr/lib/jvm" 2
}

install_maven() {
  command -v apt-get >/dev/null ||
    die "缺少 Maven 3.8 或更新的版本，这台机器也没有 apt-get：请安装 Maven，让 mvn 在 PATH 上，再运行一次" 2
  say "没有 Maven，用 apt-get 安装……"
  apt_refresh
  apt_install maven
}

# Make sure of JDK 17+ and of Maven 3.8+, installing what is missing and saying so. Exit with 2 where they cannot.
prepare_jdk() { find_jdk || install_jdk; }

prepare_maven() {
  command -v mvn >/dev/null || install_maven
  find_maven ||
    die "需要 Maven 3.8 或更新的版本，现在是 $(mvn -v 2>/dev/null | head -n 1)：请从 maven.apache.org 下载，让它的 mvn 排在 PATH 前面" 2
}

# The browser that the console's tests look through, with a Chinese font. Where it cannot be had, they are skipped, and that is said.
prepare_chromium() {
  command -v chromium >/dev/null && return
  if command -v apt-get >/dev/null && { ((EUID == 0)) || command -v sudo >/dev/null; }; then
    say "没有 Chromium，用 apt-get 安装（控制台的浏览器测试要用）……"
    if as_root apt-get update -qq >&2 && as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >&2; then
      say "已安装 chromium"
      return
    fi
  fi
  say "没有 Chromium，也没有装上：控制台的浏览器测试会跳过"
}

# Time of the last build that was whole.
stamp="$home/target/built"
jars=(
  "$home/deploy/server/target/tongqiao-server.jar"
  "$home/deploy/cli/target/tongqiao-cli.jar"
  "$home/connectors/simulator/target/tongqiao-simulator-exec.jar"
)

# Whether the three programs are there and nothing they are made of is newer.
is_built() {
  local jar
  [[ -f "$stamp" ]] || return 1
  for jar in "${jars[@]}"; do
    [[ -f "$jar" ]] || return 1
  done
  [[ -z "$(find "$home/pom.xml" "$home/schemas" "$home/connectors" "$home/routes" "$home/deploy" \
    -name target -prune -o -newer "$stamp" -type f \
    \( -name pom.xml -o -path '*/src/main/*' -o -path "$home/connectors/systems/*" ! -path '*/src/test/*' \) \
    -print -quit)" ]]
}

# built_by <command>...: runs a build; the stamp tells when it began, and is set only when it went well.
built_by() {
  mkdir -p "$home/target"
  touch "$stamp.begun"
  (cd "$home" && "$@") && mv -f "$stamp.begun" "$stamp"
}
