#!/bin/sh
# A real Pure-FTPd on loopback. It reads the machine's users and speaks to syslog alone, so it runs in a mount namespace of
# its own with its own users and its own /dev/log; that needs root. See common.sh for how to call it. It knows no implicit
# TLS, and has no setting against session reuse. Its user is nobody under another name: what a test lays into its home
# must be readable for all.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/servers/common.sh
. "$here/common.sh"
unpacked=${WAYBILL_TEST_SERVERS:?where get.sh unpacked the servers}

prepare () {
  [ "$mode" != implicit ] || refuse 'Pure-FTPd knows no implicit TLS'
  root=/
  family=-4
  [ "$host" = 127.0.0.1 ] || family=-6
  private_etc 65534 pure-ftpd
  chown 65534:65534 "$home"
  openssl_settings >"$work/openssl.cnf"
  cat "$certs/server/$certificate-all.pem" >"$work/server.pem"
  security='-Y 0'
  if [ "$mode" != plain ]; then
    # Who is required to show a certificate, must have one of the authorities that stand in the server's own file.
    [ "$client_certificate" = no ] || cat "$certs/ca/chain.pem" >>"$work/server.pem"
    security="-Y 3 -2 $work/server.pem"
    [ "$client_certificate" = no ] || security="$security -J -C:HIGH"
  fi
}

run () {
  # The home lies where nobody cannot go: it is laid over a folder that every machine has.
  # shellcheck disable=SC2016,SC2086  # for the inner shell; words
  launch unshare --mount --propagation private sh -c '
    work=$1
    for file in passwd shadow group pam.d; do mount --bind "$work/etc/$file" "/etc/$file" || exit 1; done
    sed -i "s|:$work/home:|:/mnt:|" "$work/etc/passwd"
    mkdir -p "$work/dev/shm"
    for node in null random urandom; do : >"$work/dev/$node"; mount --bind "/dev/$node" "$work/dev/$node" || exit 1; done
    [ ! -d /dev/shm ] || mount --rbind /dev/shm "$work/dev/shm" || exit 1
    /usr/bin/python3 "$2/syslog.py" "$work/dev/log" "$3" &
    turns=0
    while ! [ -S "$work/dev/log" ] && [ "$turns" -lt 250 ]; do sleep 0.02; turns=$((turns + 1)); done
    mount --rbind "$work/dev" /dev && mount --bind "$work/home" /mnt || exit 1
    shift 3
    OPENSSL_CONF=$work/openssl.cnf exec "$@"' sh "$work" "$here" "$log" \
    "$unpacked/usr/sbin/pure-ftpd" $family -S "$host,$port" -l unix -E -H -A -c 300 -C 300 -d -I 15 -u 1 \
    -U 077:077 -L 200000:20 -g "$work/pure-ftpd.pid" $security
}

if [ "${1:-}" != stop ]; then
  [ -x "$unpacked/usr/sbin/pure-ftpd" ] || refuse "Pure-FTPd is not unpacked (./dev test does it)"
  need_mount_namespace Pure-FTPd
fi
main "$@"
