#!/bin/bash
# Two partners with two certificates at one real ProFTPD that maps certificates to users: both at once, one swapped while both
# transfer, and a take-over on a date with a set clock. Drives the built waybill-cli ($WAYBILL_CLI). TAP.
set -u
cli=${WAYBILL_CLI:?names the waybill-cli to test}
certs=${WAYBILL_TEST_CERTS:?where the test certificates are}
servers=$(cd "$(dirname "$0")/../servers" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/waybill-test-XXXXXX")

# Stops what was started, by its id alone.
stop () {
  sh "$servers/proftpd.sh" stop "$work/server"
  rm -rf "$work"
}
trap stop EXIT

export TMPDIR=$work/tmp XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache
mkdir -m 700 "$TMPDIR" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$work/here" "$work/run"
export XDG_RUNTIME_DIR=$work/run
cd "$work/here" || exit 1

number=0
# expect NAME CONDITION...: one result; the output of the last run is shown when it failed.
expect () {
  number=$((number + 1))
  if "${@:2}" >/dev/null 2>&1; then
    echo "ok $number /cli/renewal/$1"
  else
    echo "not ok $number /cli/renewal/$1"
    printf '# exit %s, wanted: %s\n' "${code:-}" "${*:2}"
    sed 's/^/# out: /' "$work/out" | head -n 20
    sed 's/^/# err: /' "$work/err" | head -n 20
    sed 's/^/# log: /' "$log" | tail -n 8
  fi
}
skip () {
  number=$((number + 1))
  echo "ok $number /cli/renewal/$1 # SKIP $2"
}
# run COMMAND...: with the secrets; output in $work/out and $work/err, exit code in $code.
run () {
  timeout 60 "$cli" "$@" --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
# later DAYS COMMAND...: the same so many days from now.
later () {
  timeout 60 env FAKETIME_DONT_FAKE_MONOTONIC=1 faketime -f "+$1d" "$cli" "${@:2}" --secrets "$work/secrets" \
    >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
gave () { [ "$code" = "$1" ]; }
said () { grep -q -- "$1" "$work/out"; }
noted () { grep -q -- "$1" "$work/err"; }
both () {
  local first=()
  while [ "$1" != AND ]; do first+=("$1"); shift; done
  shift
  "${first[@]}" && { case " $* " in *" AND "*) both "$@" ;; *) "$@" ;; esac; }
}
# until_true SECONDS CONDITION...: waits for a condition, bounded.
until_true () {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -ge $end ] && return 1
    read -r -t 0.05 <>"$work/never"
  done
  return 0
}
mkfifo "$work/never"
: >"$work/out"; : >"$work/err"; log=$work/err

# The server, and whom it lets in.
answer=$(WAYBILL_FIXTURE_PARENT=$$ sh "$servers/proftpd.sh" start "$work/server" "$certs" explicit-mapped-slow 2>"$work/err")
status=$?
[ $status != 77 ] || { echo "1..0 # SKIP $(head -n 1 "$work/err")"; exit 0; }
[ $status = 0 ] || { echo "Bail out! ProFTPD does not start: $(tail -n 3 "$work/err")"; exit 1; }
field () { echo "$answer" | tr ' ' '\n' | sed -n "s/^$1=//p"; }
port=$(field port) home=$(field home) log=$work/server/certificates.log
for user in anna berta; do
  head -c 1600000 /dev/urandom >"$home/$user/orders.bin"
done

# issue NAME SUBJECT: another certificate of the lab's authority, as a .pfx.
issue () {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$work/$1.key" -subj "$2" -out "$work/$1.csr" 2>/dev/null
  printf 'extendedKeyUsage=clientAuth\n' >"$work/extensions"
  openssl x509 -req -in "$work/$1.csr" -CA "$certs/ca/inter.pem" -CAkey "$certs/ca/inter.key" -CAserial "$work/serial" \
    -CAcreateserial -days 700 -extfile "$work/extensions" -out "$work/$1.pem" 2>/dev/null
  pack "$1" "$work/$1.key" "$work/$1.pem"
}
pack () { # pack NAME KEY CERTIFICATE
  openssl pkcs12 -export -inkey "$2" -in "$3" -certfile "$certs/ca/inter.pem" -passout pass:word -out "$work/$1.pfx"
}
umask 077
pack anna "$certs/client/anna.key" "$certs/client/anna.pem"
pack berta "$certs/client/berta.key" "$certs/client/berta.pem"
pack notyet "$certs/client/notyet.key" "$certs/client/notyet.pem"
issue second '/CN=anna/O=Second'
issue third '/CN=anna/O=Third'
{
  for label in anna berta second third notyet; do printf '[certificate %s]\npassword=word\n' "$label"; done
  for name in 'Harbour Foods' 'Old Mill' Wrong; do printf '[partner %s]\npassword=not-looked-at\n' "$name"; done
} >"$work/secrets"

run cert import "$certs/ca/root.pem" --label 'Lab Root'
expect setup/authority gave 0
for label in anna berta second third notyet; do
  run cert import "$work/$label.pfx" --label "$label"
  [ "$code" = 0 ] || expect "setup/$label" gave 0
done
add () { run partner add "$1" --host localhost --port "$port" --user "$2" --identity "$3" --authority 'Lab Root' --system-trust no; }
add 'Harbour Foods' anna anna
add 'Old Mill' berta berta
expect setup/partners gave 0
add Wrong berta anna

# The mapping is real: another one's certificate opens nothing.
run ls Wrong
expect mapped/another-ones-certificate-is-refused gave 7

# The certificate of a user's last login, by its organization.
last_login () { grep "^$1 " "$log" | tr -d ' ' | grep -o 'O=[A-Z][a-z]*' | tail -n 1; }
logged_in () { [ "$(last_login "$1")" = "O=$2" ]; }
running () { kill -0 "$1"; }
receiving () { [ -n "$(find "$work/here" -name "*$1*" -size +50k)" ]; }

# Both at once; one is swapped while both transfer.
timeout 60 "$cli" get 'Harbour Foods' orders.bin --to anna.bin --secrets "$work/secrets" >"$work/a.out" 2>&1 </dev/null &
fetch_a=$!
timeout 60 "$cli" get 'Old Mill' orders.bin --to berta.bin --secrets "$work/secrets" >"$work/b.out" 2>&1 </dev/null &
fetch_b=$!
expect both/transfer-at-once both until_true 30 receiving anna AND until_true 30 receiving berta
expect both/each-with-its-own-certificate both logged_in anna Lab AND logged_in berta Lab
run assign second 'Harbour Foods'
expect swap/while-both-transfer both gave 0 AND running $fetch_a AND running $fetch_b
wait $fetch_a
code=$?
expect swap/its-own-transfer-went-on both gave 0 AND cmp anna.bin "$home/anna/orders.bin"
wait $fetch_b
code=$?
expect swap/the-others-too both gave 0 AND cmp berta.bin "$home/berta/orders.bin"
expect swap/nobody-logged-in-anew both logged_in anna Lab AND logged_in berta Lab
run ls 'Harbour Foods'
expect swap/next-connection-takes-the-new-one both gave 0 AND logged_in anna Second
run ls 'Old Mill'
expect swap/the-other-keeps-its-own both gave 0 AND logged_in berta Lab

# On a date.
day=$(date -d '+10 days' +%Y-%m-%d)
profile () { cat "$XDG_DATA_HOME"/waybill/partners/*.partner; }
run assign third 'Harbour Foods' --from 1.12.2026
expect date/wrong-day-is-2 both gave 2 AND noted '2026-12-01'
run assign third 'Harbour Foods' --from "$day"
expect date/planned both gave 0 AND said 'takes over on'
run partner show 'Harbour Foods' --json
expect date/shown-as-planned both said '"identity":"second"' AND said '"next_identity":"third"' AND said "\"next_from\":\"$day\""
run ls 'Harbour Foods'
expect date/not-before-its-day both gave 0 AND logged_in anna Second
run cert remove third
expect date/what-waits-is-in-use both gave 2 AND noted 'Harbour Foods'
run assign second 'Harbour Foods' --from "$day"
expect date/already-shown both gave 0 AND noted 'is shown to “Harbour Foods” already'
run partner show 'Harbour Foods' --json
expect date/already-shown-keeps-the-plan said '"next_identity":"third"'
# Its day has come and nobody connected since: who assigns by hand gets what they said.
due () {
  run assign second 'Harbour Foods'
  run assign third 'Harbour Foods' --from "$day"
  sed -i 's/^NextFrom=.*/NextFrom=2001-01-01/' "$XDG_DATA_HOME"/waybill/partners/*.partner
}
by_hand () {
  due
  run "${@:2}"
  run partner show 'Harbour Foods' --json
  expect "date/by-hand-after-its-day-$1" both said '"identity":"anna"' AND said '"next_identity":null'
}
by_hand assign assign anna 'Harbour Foods'
by_hand edit partner edit 'Harbour Foods' --identity anna
by_hand import cert import "$work/anna.pfx" --label anna --assign 'Harbour Foods'
due
run assign anna 'Harbour Foods' --from "$day"
run partner show 'Harbour Foods' --json
expect date/planned-after-another-ones-day both said '"identity":"third"' AND said '"next_identity":"anna"'
run assign second 'Harbour Foods'
run assign third 'Harbour Foods' --from "$day"
run assign third 'Harbour Foods' --from ''
expect date/taken-back both gave 0 AND said 'does not take over'
run assign third 'Harbour Foods' --from ''
expect date/taken-back-once gave 2
run assign third 'Harbour Foods' --from "$day"

if ! faketime -f +1d true 2>/dev/null || ldd "$cli" | grep -q 'lib[at]san'; then
  for name in takes-over-by-itself file-says-so stays-afterwards not-valid-yet-keeps-the-old-one; do
    skip "date/$name" 'no faketime, or a sanitizer that wants to be loaded first'
  done
else
  later 12 ls 'Harbour Foods'
  expect date/takes-over-by-itself both gave 0 AND noted 'is shown “third” from now on, in place of “second”' AND logged_in anna Third
  expect date/file-says-so both profile AND test -z "$(profile | grep '^Next')"
  run ls 'Harbour Foods'
  expect date/stays-afterwards both gave 0 AND logged_in anna Third

  # It is valid from 2045 on.
  run assign notyet 'Harbour Foods' --from "$day"
  expect date/warns-of-a-day-before-its-validity both gave 0 AND noted 'not valid before'
  later 12 ls 'Harbour Foods'
  expect date/not-valid-yet-keeps-the-old-one both gave 0 AND noted 'so the present one is still used' AND logged_in anna Third
fi
echo "1..$number"
