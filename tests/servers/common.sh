# shellcheck shell=sh disable=SC2034,SC2154  # read, and "here" and "root" set, by who sources it
# What the fixtures of real servers have in common: their variants, their start and their end.
#
# SERVER.sh start WORKDIR CERTSDIR VARIANT   prints "host=ADDRESS port=N pid=N log=FILE home=DIR root=PATH user=NAME password=WORD"
# SERVER.sh stop WORKDIR                     ends it
# Exit 77: it cannot run here; the reason is on standard error. A VARIANT is words joined by "-":
#   explicit implicit plain | mtls (a client certificate is required) | tls12 tls13 (this version alone) | noreuse
#   mapped (ProFTPD: users anna and berta, each let in by a client certificate of that name alone; folders of their own) |
#   slow (ProFTPD: 400 kB/s in each transfer) | ipv6 (on ::1 instead of 127.0.0.1) | digest (ProFTPD makes checksums) | of proxy.sh: socks5 connect | login (it wants user and password)
#   any certificate of CERTSDIR/server: expired notyet wronghost selfsigned unknownca nochain good-ec ...
# The server writes into WORKDIR alone, listens on loopback alone, lets data channels be opened by either side, and ends
# by itself when who started it is gone, or after WAYBILL_FIXTURE_SECONDS (300).
# WAYBILL_TEST_SERVERS: where get.sh unpacked the servers. WAYBILL_FIXTURE_PARENT: whom to outlive by no more than a
# second, 0 for nobody (else the parent of the script). WAYBILL_FIXTURE_IDENT: how ProFTPD greets. WAYBILL_FIXTURE_PORT, WAYBILL_FIXTURE_PASSWORD: those of a server
# that is started again (else new ones).

set -eu
umask 077

refuse () {
  echo "$1" >&2
  exit 77
}

read_variant () {
  mode=explicit
  client_certificate=no
  protocols='TLSv1.2 TLSv1.3'
  reuse=yes
  certificate=good
  host=127.0.0.1
  login=no
  digest=no
  mapped=no
  slow=no
  for word in $(echo "$1" | tr - ' '); do
    case $word in
      explicit | implicit | plain | socks5 | connect) mode=$word ;;
      mtls) client_certificate=yes ;;
      mapped)
        client_certificate=yes
        mapped=yes
        ;;
      slow) slow=yes ;;
      tls12) protocols=TLSv1.2 ;;
      tls13) protocols=TLSv1.3 ;;
      noreuse) reuse=no ;;
      ipv6) host=::1 ;;
      login) login=yes ;;
      digest) digest=yes ;;
      *)
        if [ -e "$certs/server/$certificate-$word.pem" ]; then
          certificate=$certificate-$word
        elif [ -e "$certs/server/$word.pem" ]; then
          certificate=$word
        else
          echo "unknown word in the variant: $word" >&2
          exit 2
        fi
        ;;
    esac
  done
}

free_port () {
  /usr/bin/python3 "$here/port.py" free "$host"
}

# Some servers have no setting for TLS versions; OpenSSL's own configuration sets them for every program.
openssl_settings () {
  cat <<SETTINGS
openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = limits
[limits]
MinProtocol = ${protocols%% *}
MaxProtocol = ${protocols##* }
SETTINGS
}

# private_etc NUMBER SERVICE: what a server with a mount namespace of its own sees as its users: root, nobody and $user,
# whose number is NUMBER, and how PAM's SERVICE lets them in.
private_etc () {
  mkdir -p "$work/etc/pam.d"
  hash=$(echo "$password" | openssl passwd -6 -stdin)
  printf 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n%s:x:%s:%s::%s:/bin/sh\n' "$user" "$1" "$1" "$home" \
    >"$work/etc/passwd"
  printf 'root:*:19000:0:99999:7:::\nnobody:*:19000:0:99999:7:::\n%s:%s:19000:0:99999:7:::\n' "$user" "$hash" \
    >"$work/etc/shadow"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$work/etc/group"
  printf 'auth required pam_unix.so nodelay\naccount required pam_unix.so\nsession required pam_permit.so\n' \
    >"$work/etc/pam.d/$2"
  chmod 644 "$work/etc/passwd" "$work/etc/group"
}

# need_mount_namespace NAME
need_mount_namespace () {
  [ "$(id -u)" = 0 ] || refuse "$1 needs root for a mount namespace of its own"
  unshare --mount true 2>/dev/null || refuse "this machine allows no mount namespace, which $1 needs"
}

# launch PROGRAM...: in the background, in a group of its own; says whether it came to listen on $port.
launch () {
  WAYBILL_FIXTURE_HOME=$home setsid sh "$here/watch.sh" "${WAYBILL_FIXTURE_PARENT:-$PPID}" "$@" </dev/null >>"$work/output.log" 2>&1 &
  pid=$!
  echo "$pid" >"$work/pid"
  /usr/bin/python3 "$here/port.py" wait "$host" "$port" "$pid"
}

# Whoever is ended counts as gone, also before its new parent has taken notice.
group_lives () {
  ps -eo pgid=,stat= | awk -v group="$1" '$1 == group && $2 !~ /^Z/ { found = 1 } END { exit !found }'
}

stop () {
  [ -s "$work/pid" ] || return 0
  pid=$(cat "$work/pid")
  rm -f "$work/pid"
  kill -s TERM -- "-$pid" 2>/dev/null || return 0
  turns=0
  while group_lives "$pid"; do
    sleep 0.05
    turns=$((turns + 1))
    [ "$turns" -ne 40 ] || kill -s KILL -- "-$pid" 2>/dev/null || true
  done
}

# start: calls the server's own prepare (settings for $port) and run (its command line), on another port when one was
# taken in between.
start () {
  read_variant "$variant"
  home=$work/home
  log=$work/commands.log
  user=anna
  password=${WAYBILL_FIXTURE_PASSWORD:-$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')}
  mkdir -p "$home"
  : >"$log"
  for attempt in 1 2 3 4 5; do
    port=${WAYBILL_FIXTURE_PORT:-$(free_port)}
    prepare
    if run; then
      echo "host=$host port=$port pid=$pid log=$log home=$home root=$root user=$user password=$password"
      return 0
    fi
    stop
  done
  cat "$work/output.log" >&2
  exit 1
}

main () {
  [ $# -ge 2 ] || { echo "use: start WORKDIR CERTSDIR VARIANT | stop WORKDIR" >&2; exit 2; }
  action=$1
  mkdir -p "$2"
  work=$(cd "$2" && pwd)
  case $action in
    start)
      certs=$(cd "$3" && pwd)
      variant=$4
      start
      ;;
    stop) stop ;;
    *) exit 2 ;;
  esac
}
