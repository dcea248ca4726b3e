#!/usr/bin/env bash
# Installs Tongqiao from this directory, or upgrades what stands there. May be run again at any time.
#
#   ./install.sh [--prefix /opt/tongqiao] [--data /var/lib/tongqiao] [--etc /etc/tongqiao]
#   ./install.sh --uninstall [--purge]      --purge removes data, keys and settings too
#
# As root it makes the user tongqiao and the systemd unit; as anyone else it only lays out the files below --prefix.
# An upgrade keeps data and settings, and keeps the programs that it replaces in <prefix>/previous.
set -euo pipefail
here="$(cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")" && pwd)"
umask 0022

say() { printf '%s\n' "$*"; }
die() {
  printf '%s\n' "$1" >&2
  exit "${2:-1}"
}

prefix=/opt/tongqiao data="" etc="" uninstall="" purge=""
while (($# > 0)); do
  case "$1" in
    --prefix) prefix="${2:?--prefix 要跟一个目录}"; shift ;;
    --data) data="${2:?--data 要跟一个目录}"; shift ;;
    --etc) etc="${2:?--etc 要跟一个目录}"; shift ;;
    --uninstall) uninstall=yes ;;
    --purge) purge=yes ;;
    -h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) die "不认识的参数 $1：见 ./install.sh --help" 2 ;;
  esac
  shift
done
[[ "$prefix" == /* ]] || die "--prefix 要是绝对路径，不能是 $prefix" 2
# another prefix is another installation, with everything below it; what stands there already says where its data is
standing() { sed -n "s/^$1=\"\(.*\)\"$/\1/p" "$prefix/bin/tongqiao-paths" 2>/dev/null | head -n 1 || true; }
below() { if [[ "$prefix" == /opt/tongqiao ]]; then echo "$1"; else echo "$prefix/$2"; fi; }
data="${data:-$(standing data)}"
data="${data:-$(below /var/lib/tongqiao data)}"
etc="${etc:-$(standing etc)}"
etc="${etc:-$(below /etc/tongqiao etc)}"
[[ "$data" == /* && "$etc" == /* ]] || die "--data 和 --etc 要是绝对路径" 2

root="" unit=/etc/systemd/system/tongqiao.service
((EUID != 0)) || root=yes
systemd() { [[ -n "$root" && -d /run/systemd/system ]] && systemctl "$@"; }

if [[ -n "$uninstall" ]]; then
  systemd disable --now tongqiao || true
  [[ -z "$root" ]] || rm -f "$unit" /usr/local/bin/tongqiao{,-backup,-restore} /etc/bash_completion.d/tongqiao
  systemd daemon-reload || true
  for part in bin lib jre systems systemd grafana manual compose helm sbom licenses completion previous VERSION LICENSE SHA256SUMS install.sh; do
    rm -rf "${prefix:?}/$part"
  done
  if [[ -n "$purge" ]]; then
    rm -rf "${data:?}" "${etc:?}"
    say "已删除程序、数据和设置"
  else
    say "已删除程序。数据留在 $data，设置留在 $etc；连它们一起删除用 --purge"
  fi
  rmdir "$prefix" 2>/dev/null || true
  exit 0
fi

[[ -f "$here/SHA256SUMS" ]] || die "$here 里没有 SHA256SUMS：在解开的安装包里运行"
(cd "$here" && sha256sum --quiet -c SHA256SUMS) || die "安装包里有文件损坏（见上），没有安装：重新拷贝安装包，再核对它的 SHA-256"

# The user and the directories.
if [[ -n "$root" ]] && ! id -u tongqiao >/dev/null 2>&1; then
  useradd --system --home-dir "$data" --no-create-home --shell /usr/sbin/nologin --user-group tongqiao
  say "已建用户 tongqiao"
fi
mkdir -p "$prefix" "$etc" "$data"/secrets "$data"/keys
chmod 0700 "$data" "$data"/secrets "$data"/keys
[[ -z "$root" ]] || chown tongqiao:tongqiao "$data" "$data"/secrets "$data"/keys

# What is replaced is kept, once.
was_running=""
if [[ -f "$prefix/lib/tongqiao-server.jar" ]]; then
  if systemd is-active --quiet tongqiao; then
    was_running=yes
    systemctl stop tongqiao
  fi
  rm -rf "$prefix/previous"
  mkdir "$prefix/previous"
  mv "$prefix/lib" "$prefix/bin" "$prefix/VERSION" "$prefix/previous/"
  say "升级：原来的程序（$(sed -n 's/^version=//p' "$prefix/previous/VERSION")）留在 $prefix/previous"
fi

# takes_over <folder>: whether the site's copy of a system folder may be replaced: it is as it was shipped.
takes_over() { diff -rq "$prefix/systems/$1" "$etc/systems/$1" >/dev/null 2>&1; }
kept=()
if [[ -d "$etc/systems" ]]; then
  for folder in "$here"/systems/*/; do
    id="$(basename "$folder")"
    if [[ -d "$etc/systems/$id" ]] && ! takes_over "$id"; then
      diff -rq "$folder" "$etc/systems/$id" >/dev/null || kept+=("$id")
    elif [[ -d "$etc/systems/$id" || ! -d "$prefix/systems/$id" ]]; then
      rm -rf "$etc/systems/$id"
      cp -r "$folder" "$etc/systems/$id"
    fi
  done
else
  cp -r "$here/systems" "$etc/systems"
fi

for part in lib bin jre systems systemd grafana manual compose helm sbom licenses completion VERSION LICENSE SHA256SUMS install.sh; do
  rm -rf "${prefix:?}/$part"
  [[ ! -e "$here/$part" ]] || cp -r "$here/$part" "$prefix/$part"
done
printf 'etc="%s"\ndata="%s"\n' "$etc" "$data" | cat - "$here/bin/tongqiao-paths" >"$prefix/bin/tongqiao-paths"
for file in tongqiao.env site.properties; do
  [[ -f "$etc/$file" ]] || cp "$here/etc/$file" "$etc/$file"
done
grep -q '^TONGQIAO_SYSTEMS=' "$etc/tongqiao.env" ||
  printf '\n# 系统文件夹\nTONGQIAO_SYSTEMS=%s\n' "$etc/systems" >>"$etc/tongqiao.env"
# it may hold the database's password
chmod 0640 "$etc/tongqiao.env" "$etc/site.properties"
[[ -z "$root" ]] || chown root:tongqiao "$etc/tongqiao.env" "$etc/site.properties"

sed -i "s|@PREFIX@|$prefix|g; s|@DATA@|$data|g; s|@ETC@|$etc|g" "$prefix/systemd/tongqiao.service"
if [[ -n "$root" ]]; then
  cp "$prefix/systemd/tongqiao.service" "$unit"
  for program in tongqiao tongqiao-backup tongqiao-restore; do
    ln -sfn "$prefix/bin/$program" "/usr/local/bin/$program"
  done
  if [[ -d /etc/bash_completion.d ]]; then
    cp "$prefix/completion/tongqiao.bash" /etc/bash_completion.d/tongqiao
  fi
  systemd daemon-reload || true
fi

say "已安装 $(sed -n 's/^version=//p' "$prefix/VERSION")：程序 $prefix，数据 $data，设置 $etc"
for id in "${kept[@]}"; do
  say "系统文件夹 $etc/systems/$id 是本地改过的，没有动；新版在 $prefix/systems/$id，请对照"
done
# shellcheck source=/dev/null
(source "$prefix/bin/tongqiao-paths" && tongqiao_java >/dev/null) || say "启动之前先解决上面这一条"
if [[ -n "$was_running" ]]; then
  systemctl start tongqiao
  say "服务已重新启动"
elif [[ -n "$root" ]]; then
  say "启动：systemctl enable --now tongqiao"
else
  say "启动：$prefix/bin/tongqiao-server"
fi
