#!/bin/bash
# A certificate on a card (SoftHSM) and the built waybill-cli ($WAYBILL_CLI): listed, assigned, and used at a real ProFTPD that
# wants a client certificate. TAP. Everything lies in one folder that is removed at the end.
set -u
cli=${WAYBILL_CLI:?names the waybill-cli to test}
servers=${WAYBILL_SOURCE_ROOT:?}/tests/servers
certs=${WAYBILL_TEST_CERTS:?}
work=$(mktemp -d "${TMPDIR:-/tmp}/waybill-test-XXXXXX")
server=

stop () {
  [ -n "$server" ] && sh "$servers/proftpd.sh" stop "$work/server"
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
    echo "ok $number /cli/card/$1"
  else
    echo "not ok $number /cli/card/$1"
    printf '# exit %s, wanted: %s\n' "${code:-}" "${*:2}"
    sed 's/^/# out: /' "$work/out" | head -n 20
    sed 's/^/# err: /' "$work/err" | head -n 20
  fi
}
# run COMMAND...: with the login's password alone; output in $work/out and $work/err, exit code in $code.
run () { run_with "$work/secrets" "$@"; }
run_with () {
  timeout 60 "$cli" "${@:2}" --secrets "$1" --log "$work/log" -v >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
# both CONDITION... AND CONDITION...
both () {
  local first=()
  while [ "$1" != AND ]; do first+=("$1"); shift; done
  shift
  "${first[@]}" && { case " $* " in *" AND "*) both "$@" ;; *) "$@" ;; esac; }
}
gave () { [ "$code" = "$1" ]; }
said () { grep -q -- "$1" "$work/out"; }
told () { grep -q -- "$1" "$work/err"; }
arrived () { cmp -s "$work/here/$1" "$home/$1"; }
# value KEY: of the first line of the last JSON output that has it.
value () { python3 -c 'import json, sys
print(next(x[sys.argv[2]] for x in map(json.loads, open(sys.argv[1])) if sys.argv[2] in x))' "$work/out" "$1"; }

: >"$work/out"; : >"$work/err"
pin=4711-user
conf=$("${WAYBILL_MAKE_CARD:?}" 'Harbour card' 'Anna at Harbour' client/modern-chain.pfx berta client/berta.pfx \
  -- 'Mill card' berta client/berta.pfx)
case $? in
  0) ;;
  77) echo '1..0 # SKIP SoftHSM is not installed'; exit 0 ;;
  *) echo 'Bail out! no card could be made'; exit 1 ;;
esac
export SOFTHSM2_CONF=$conf
tokens=$(dirname "$conf")/tokens

answer=$(WAYBILL_FIXTURE_PARENT=$$ sh "$servers/proftpd.sh" start "$work/server" "$certs" explicit-mtls 2>"$work/err")
case $? in
  0) server=yes ;;
  77) echo "1..0 # SKIP $(head -n 1 "$work/err")"; exit 0 ;;
  *) echo "Bail out! the server does not start: $(cat "$work/err")"; exit 1 ;;
esac
# shellcheck disable=SC2086  # words
set -- $answer
for word in "$@"; do
  case $word in
    port=*) port=${word#*=} ;;
    home=*) home=${word#*=} ;;
    user=*) user=${word#*=} ;;
    password=*) password=${word#*=} ;;
  esac
done
login="[partner Harbour]
password=$password
[partner Mill]
password=$password"
echo "$login" >"$work/secrets"
printf '%s\n[token Harbour card]\npin=%s\n' "$login" "$pin" >"$work/with-pin"
printf '%s\n[token Harbour card]\npin=0000\n' "$login" >"$work/with-wrong-pin"
for name in rsa ec uri run typed folder; do head -c 20000 /dev/urandom >"$name"; done

# Seen without a PIN.
run cert list --json
expect list/shows-what-is-on-a-card both gave 0 AND said '"label":"Anna at Harbour","kind":"token"' \
  AND said '"token":"Harbour card","uri":"pkcs11:[^"]*serial=[^"]*id=[^"?]*"'
uri=$(value uri)
run cert list
expect list/in-words both gave 0 AND said 'Anna at Harbour: .*, on the card “Harbour card”'
run cert show 'anna AT harbour'
expect show/of-a-card both gave 0 AND said "^PKCS#11 URI: pkcs11:" AND said 'Harbour card'
expect list/keeps-nothing test -z "$(ls "$XDG_DATA_HOME"/waybill/certificates 2>/dev/null)"

# Assigned.
run cert import "$certs/ca/root.pem" --label theirs
expect setup/authority gave 0
add () {
  run partner add "$1" --host 127.0.0.1 --server-name localhost --port "$port" --user "$user" --system-trust no --authority theirs \
    --identity "$2"
}
add Harbour 'Anna at Harbour'
expect assign/partner-add gave 0
run partner show Harbour --json
expect assign/names-the-credential said 'token.Harbour-20card.pin'
add Mill berta
expect assign/ambiguous-lists-them both gave 2 AND told 'on “Harbour card” (pkcs11:' AND told 'on “Mill card” (pkcs11:'
run assign "$uri?pin-value=$pin" Harbour
expect assign/uri-with-pin-is-refused both gave 2 AND test "$(grep -c "$pin" "$work/err")" = 0
run cert export "$uri?pin-value=$pin" --cer "$work/anna.cer"
expect export/uri-with-pin-is-refused both gave 2 AND test "$(grep -c "$pin" "$work/err")" = 0
run assign 'pkcs11:object=nobody' Harbour
expect assign/unknown-uri gave 2
run cert password 'Anna at Harbour'
expect password/is-no-pin both gave 2 AND told 'never stored'
run cert export 'Anna at Harbour' --pfx "$work/anna.pfx"
expect export/key-stays both gave 6 AND test ! -e "$work/anna.pfx"

# Used: the server lets nobody in without a certificate.
run put Harbour rsa
expect pin/missing-is-6 both gave 6 AND told 'PIN' AND test ! -e "$home/rsa"
run_with "$work/with-pin" put Harbour rsa
expect put/rsa-key-on-the-card both gave 0 AND arrived rsa
run assign 'pkcs11:token=Harbour%20card;object=berta' Harbour
expect assign/by-uri gave 0
run_with "$work/with-pin" put Harbour ec
expect put/ec-key-on-the-card both gave 0 AND arrived ec
run partner edit Harbour --identity ''
run_with "$work/with-pin" put Harbour run
expect put/nobody-in-without both gave 6 AND test ! -e "$home/run"
run_with "$work/with-pin" put Harbour run --identity 'Anna at Harbour'
expect put/identity-for-this-run both gave 0 AND arrived run
run_with "$work/with-pin" put Harbour uri --identity "$uri?pin-source=file:/etc/passwd"
expect put/identity-by-uri both gave 0 AND arrived uri

# The PIN from other places.
run assign 'Anna at Harbour' Harbour
mkdir "$work/credentials"
printf '%s' "$pin" >"$work/credentials/token.Harbour-20card.pin"
CREDENTIALS_DIRECTORY=$work/credentials run put Harbour folder
expect pin/from-credentials both gave 0 AND arrived folder
timeout 60 "$WAYBILL_SOURCE_ROOT/tests/cli/at-terminal.py" 'PIN of the card “Harbour card”: ' "$pin" \
  -- "$cli" put Harbour typed --secrets "$work/secrets" >"$work/out" 2>"$work/err"
code=$?
expect pin/typed-on-a-terminal both gave 0 AND arrived typed AND test "$(grep -c "$pin" "$work/out")" = 0

# Wrong once, and not tried again by itself.
run_with "$work/with-wrong-pin" put Harbour rsa --to again
expect pin/wrong-is-6 both gave 6 AND told 'PIN' AND test ! -e "$home/again"
run_with "$work/with-wrong-pin" put Harbour rsa --to again --json
expect pin/wrong-has-a-kind both gave 6 AND told '"kind":"pin-wrong"'

# Taken out: known all the same, and said so.
mv "$tokens" "$tokens.gone"
run cert show 'Anna at Harbour'
expect taken-out/is-still-known both gave 0 AND said 'Harbour card'
run_with "$work/with-pin" put Harbour rsa --to again --json
expect taken-out/is-6 both gave 6 AND told '"kind":"card-gone"'
mv "$tokens.gone" "$tokens"
run_with "$work/with-pin" put Harbour rsa --to again
expect taken-out/works-again gave 0

# The PIN is nowhere but in what told it.
expect secrets/no-pin-anywhere test -z "$(grep -rl -- "$pin" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$work/log" 2>/dev/null)"
echo "1..$number"
