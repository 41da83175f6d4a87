#!/bin/sh
# A proxy on loopback that forwards, SOCKS5 or HTTP CONNECT, run as whoever tests. See common.sh for how to call it; the
# log has one line for each connection: "socks5 HOST PORT" or "connect HOST PORT".
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/servers/common.sh
. "$here/common.sh"

prepare () {
  root=/
  printf '%s\n' "$password" >"$work/password"
}

run () {
  launch /usr/bin/python3 "$here/proxy.py" "$mode" "$host" "$port" "$log" "$([ "$login" = no ] || echo "$user")" "$work/password"
}

main "$@"
