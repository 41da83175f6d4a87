#!/bin/bash
# Whom the built waybill-cli ($WAYBILL_CLI) believes, at real ProFTPDs: a certificate that was withdrawn, one that was renewed, one
# that looks wrong, and a computer whose clock is a day and an hour off (libfaketime). TAP. Everything lies in one folder that is
# removed at the end.
set -u
cli=${WAYBILL_CLI:?names the waybill-cli to test}
servers=${WAYBILL_SOURCE_ROOT:?}/tests/servers
certs=${WAYBILL_TEST_CERTS:?}
work=$(mktemp -d "${TMPDIR:-/tmp}/waybill-test-XXXXXX")
started=()

stop () {
  for name in "${started[@]}"; do sh "$servers/proftpd.sh" stop "$work/$name"; done
  rm -rf "$work"
}
trap stop EXIT

export TMPDIR=$work/tmp XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache
export XDG_RUNTIME_DIR=$work/run
mkdir -m 700 "$TMPDIR" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$XDG_RUNTIME_DIR" "$work/here"
cd "$work/here" || exit 1
umask 077

number=0
# expect NAME CONDITION...: one result; the output of the last run is shown when it failed.
expect () {
  number=$((number + 1))
  if "${@:2}" >/dev/null 2>&1; then
    echo "ok $number /cli/trust/$1"
  else
    echo "not ok $number /cli/trust/$1"
    printf '# exit %s, wanted: %s\n' "${code:-}" "${*:2}"
    sed 's/^/# out: /' "$work/out" | head -n 20
    sed 's/^/# err: /' "$work/err" | head -n 20
  fi
}
skip () {
  number=$((number + 1))
  echo "ok $number /cli/trust/$1 # SKIP $2"
}
# run COMMAND...: with the secrets; output in $work/out and $work/err, exit code in $code.
run () {
  timeout 60 "$cli" "$@" --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
# run_at OFFSET COMMAND...: by a clock that is so far off.
run_at () {
  DONT_FAKE_MONOTONIC=1 FAKETIME_DONT_FAKE_MONOTONIC=1 timeout 60 faketime -f "$1" "$cli" "${@:2}" --secrets "$work/secrets" \
    >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
gave () { [ "$code" = "$1" ]; }
said () { grep -q -- "$1" "$work/out"; }
told () { grep -q -- "$1" "$work/err"; }
kept_from () { ! grep -q -- "$1" "$work/err"; }
silent () { ! grep -q -- "$1" "$work/out"; }
# both CONDITION... AND CONDITION...
both () {
  local first=()
  while [ "$1" != AND ]; do first+=("$1"); shift; done
  shift
  "${first[@]}" && { case " $* " in *" AND "*) both "$@" ;; *) "$@" ;; esac; }
}
# serve NAME CERTSDIR VARIANT: a server; sets $port, $user and $password.
serve () {
  local answer word status
  answer=$(WAYBILL_FIXTURE_PARENT=$$ sh "$servers/proftpd.sh" start "$work/$1" "$2" "$3" 2>"$work/err")
  status=$?
  case $status in
    0) started+=("$1") ;;
    77) echo "1..0 # SKIP $(head -n 1 "$work/err")"; exit 0 ;;
    *) echo "Bail out! the server does not start: $(cat "$work/err")"; exit 1 ;;
  esac
  for word in $answer; do
    case $word in
      port=*) port=${word#*=} ;;
      user=*) user=${word#*=} ;;
      password=*) password=${word#*=} ;;
    esac
  done
}
# again NAME CERTSDIR VARIANT: the same port and password with another certificate.
again () {
  sh "$servers/proftpd.sh" stop "$work/$1"
  WAYBILL_FIXTURE_PORT=$port WAYBILL_FIXTURE_PASSWORD=$password serve "$@"
}
# partner NAME: at the server that was started last, trusting the lab's root alone.
partner () {
  run partner add "$1" --host 127.0.0.1 --server-name localhost --port "$port" --user "$user" --system-trust no --authority Root \
    "${@:2}"
  printf '[partner %s]\npassword=%s\n' "$1" "$password" >>"$work/secrets"
}
fingerprint () { openssl x509 -in "$1" -noout -fingerprint -sha256 | sed 's/.*=//; s/://g' | tr 'A-F' 'a-f'; }

: >"$work/out"; : >"$work/err"; : >"$work/secrets"
# A server whose certificate the authority in between has withdrawn. Nobody ticked that one: its list counts all the same.
serve revoked "$certs" explicit-revoked
run cert import "$certs/ca/root.pem" --label Root
expect setup/root gave 0
run cert import "$certs/ca/inter.pem" --label Between
expect setup/in-between gave 0
partner Harbour
run ls Harbour
expect revoked/unknown-at-first gave 0
run cert import "$certs/ca/inter.crl.der"
expect revoked/list-is-imported both gave 0 AND said 'The revocation list of “Between” withdraws 1 certificate'
run ls Harbour
expect revoked/refused-with-5 both gave 5 AND told 'The authority “Lab Intermediate CA” has withdrawn this certificate\.'
expect revoked/no-pin-is-offered kept_from --pin
# Neither is anything offered to a person, who might say yes to everything.
timeout 60 "$WAYBILL_SOURCE_ROOT/tests/cli/at-terminal.py" '[no]: ' yes -- "$cli" ls Harbour --secrets "$work/secrets" >"$work/out" 2>"$work/err"
code=$?
expect revoked/a-terminal-is-not-asked-either both gave 5 AND said 'has withdrawn this certificate' AND silent 'Trust it'
run check Harbour --json
expect revoked/check-says-so both gave 5 AND said '"step":"their-certificate","result":"fail"' AND said '"step":"login","result":"skip"'
run trust Harbour --add Between
run trust Harbour
expect revoked/trust-shows-the-list said '^  The revocation list of “Between” withdraws 1 certificate'

# A pinned certificate that is renewed by the same authority, then one by somebody else.
serve pinned "$certs" explicit-good
run partner add Mill --host 127.0.0.1 --server-name localhost --port "$port" --user "$user" --system-trust no
printf '[partner Mill]\npassword=%s\n' "$password" >>"$work/secrets"
run trust Mill --pin "$(fingerprint "$certs/server/good.pem")"
expect pinned/says-host-and-port said "^Pinned: [0-9a-f]*, for 127.0.0.1, port $port\$"
run ls Mill
expect pinned/accepted gave 0
again pinned "$certs" explicit-renewed
run ls Mill
expect renewed/is-calm both gave 5 AND told 'Mill has renewed its certificate' AND told 'Until now: .*From now on: ' \
  AND told "--unpin $(fingerprint "$certs/server/good.pem") --pin $(fingerprint "$certs/server/renewed.pem")"
run trust Mill --unpin "$(fingerprint "$certs/server/good.pem")" --pin "$(fingerprint "$certs/server/renewed.pem")"
run ls Mill
expect renewed/goes-on gave 0
again pinned "$certs" explicit-unknownca
run ls Mill
expect wrong/is-sharp both gave 5 AND told 'This does not look like Mill' AND told 'Another authority signed it'
expect wrong/offers-nothing kept_from --pin

# The clock: a certificate of the last quarter of an hour, and a computer that is 25 hours off.
why=
command -v faketime >/dev/null || why='faketime is not installed'
ldd "$cli" | grep -q 'lib[at]san' && why='libfaketime does not go with a sanitizer'
if [ -n "$why" ]; then
  for name in behind ahead server-tells check; do skip "clock/$name" "$why"; done
  echo "1..$number"
  exit 0
fi
mkdir -p "$work/brief/ca" "$work/brief/server" "$work/new"
cp "$certs/ca/root.pem" "$certs/ca/chain.pem" "$work/brief/ca"
cat >"$work/ca.cnf" <<CNF
[ca]
default_ca = here
[here]
database = $work/index
rand_serial = yes
new_certs_dir = $work/new
default_md = sha256
policy = any
[any]
commonName = supplied
[leaf]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost
CNF
: >"$work/index"
openssl req -new -newkey rsa:2048 -nodes -keyout "$work/brief/server/brief.key" -subj /CN=localhost -out "$work/request" 2>"$work/err"
begin=$(date -u -d '15 minutes ago' +%Y%m%d%H%M%SZ) end=$(date -u -d '15 minutes' +%Y%m%d%H%M%SZ)
openssl ca -batch -notext -config "$work/ca.cnf" -extensions leaf -cert "$certs/ca/root.pem" -keyfile "$certs/ca/root.key" \
  -startdate "$begin" -enddate "$end" -in "$work/request" -out "$work/brief/server/brief.pem" 2>>"$work/err"
cp "$work/brief/server/brief.pem" "$work/brief/server/brief-chain.pem"
expect clock/setup test -s "$work/brief/server/brief.pem"
day='[0-9]* [A-Z][a-z]* 20[0-9]* at [0-9:]* UTC'
serve brief "$work/brief" explicit-brief
partner Bakery
run ls Bakery
expect clock/right gave 0
run_at -25h ls Bakery
expect clock/behind both gave 5 AND told "starts on $day; your computer says it is $day, 24 hours [45][0-9] minutes earlier" \
  AND told 'The server does not tell its time'
run_at +25h ls Bakery
expect clock/ahead both gave 5 AND told "ran out on $day; your computer says it is $day, 24 hours [45][0-9] minutes later"
run_at -25h check Bakery
expect clock/check both gave 5 AND said '^fail *Their certificate' AND told '24 hours [45][0-9] minutes earlier'

# A server that greets with date and zone.
export WAYBILL_FIXTURE_IDENT
WAYBILL_FIXTURE_IDENT="Harbour, $(date -u +%Y-%m-%dT%H:%M:%SZ) ready"
again brief "$work/brief" explicit-brief
run_at -25h ls Bakery
expect clock/server-tells both gave 5 AND told 'The server says it is ' \
  AND told 'This computer.s clock is about 25 hours behind\.' AND told 'Set this computer.s clock and time zone'
echo "1..$number"
