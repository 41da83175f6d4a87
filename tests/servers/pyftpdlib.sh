#!/bin/sh
# A real server on pyftpdlib, run as whoever tests. See common.sh for how to call it. It never refuses a data channel that
# was not resumed, so "noreuse" changes nothing.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/servers/common.sh
. "$here/common.sh"

prepare () {
  root=/
  # Not in a command line, where everybody could read it.
  printf '%s\n' "$password" >"$work/password"
}

run () {
  launch /usr/bin/python3 "$here/pyftpdlib-server.py" --host "$host" --port "$port" --mode "$mode" --home "$home" \
    --protocols "$protocols" --certificate "$certs/server/$certificate" --log "$log" --resumed-log "$work/tls.log" \
    --user "$user" --password-file "$work/password" \
    --client-authorities "$([ "$client_certificate" = no ] || echo "$certs/ca/chain.pem")"
}

[ "${1:-}" = stop ] || /usr/bin/python3 -c 'import OpenSSL, pyftpdlib' 2>/dev/null ||
  refuse 'pyftpdlib or its OpenSSL is not installed (python3-pyftpdlib, python3-openssl)'
main "$@"
