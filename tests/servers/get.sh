#!/bin/sh
# get.sh DIR: unpacks the real servers of the tests side by side into DIR. Debian's packages of them conflict with each
# other and would start daemons, so they are never installed; the libraries they need are in dev's list of packages.
set -eu
[ $# -eq 1 ] || { echo "use: get.sh DIR" >&2; exit 2; }

packages='proftpd-core proftpd-mod-crypto vsftpd pure-ftpd'
stamp="$1/.unpacked"
[ -e "$stamp" ] && [ "$(cat "$stamp")" = "$packages" ] && exit 0

mkdir -p "$1/packages"
cd "$1/packages"
# shellcheck disable=SC2086  # a list
apt-get -q download $packages >download.log 2>&1 || { cat download.log >&2; exit 1; }
for package in ./*.deb; do
  dpkg-deb -x "$package" ..
done
cd ..
for program in usr/sbin/proftpd usr/sbin/vsftpd usr/sbin/pure-ftpd usr/lib/proftpd/mod_tls.so; do
  [ -e "$program" ] || { echo "get.sh: $program was not in the packages" >&2; exit 1; }
  if ldd "$program" | grep 'not found' >&2; then
    echo "get.sh: $program lacks the libraries above" >&2
    exit 1
  fi
done
rm -r packages
printf '%s\n' "$packages" >.unpacked
