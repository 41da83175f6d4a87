#!/bin/bash
# cert request and cert reply where a keyring runs (by tests/secret/with-keyring.sh): the key waits under a made password that only the
# keyring has, the identity keeps it, and nothing of the request stays behind. TAP.
set -u
cli=${WAYBILL_CLI:?names the waybill-cli to test}
certs=${WAYBILL_TEST_CERTS:?where make-certs.sh put the certificates}
work=$(mktemp -d "${TMPDIR:-/tmp}/waybill-test-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
: >out; : >err

number=0
expect () {
  number=$((number + 1))
  if "${@:2}" >/dev/null 2>&1; then
    echo "ok $number /cli/request-keyring/$1"
  else
    echo "not ok $number /cli/request-keyring/$1"
    printf '# exit %s, wanted: %s\n' "${code:-}" "${*:2}"
    sed 's/^/# out: /' out | head -n 20
    sed 's/^/# err: /' err | head -n 20
  fi
}
run () {
  timeout 60 "$cli" "$@" >out 2>err </dev/null
  code=$?
}
gave () { [ "$code" = "$1" ]; }
said () { grep -q -- "$1" out; }
both () {
  local first=()
  while [ "$1" != AND ]; do first+=("$1"); shift; done
  shift
  "${first[@]}" && { case " $* " in *" AND "*) both "$@" ;; *) "$@" ;; esac; }
}
# How many secrets the keyring has.
count () {
  gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets \
    --method org.freedesktop.Secret.Service.SearchItems '{}' | grep -o "/org/freedesktop/secrets/collection/[^']*" | sort -u | wc -l
}
has () { [ "$(count)" = "$1" ]; }
folder=$XDG_DATA_HOME/waybill/certificates
locked () { ! openssl pkey -inform DER -in "$1" -noout -passin pass: 2>/dev/null; }

run cert request anna --subject CN=anna --key ec256 --out anna.csr --json
expect request/is-protected both gave 0 AND said '"protected":true' AND has 1
expect request/key-is-locked locked "$(ls "$folder"/*.p8)"
run cert request nobody --subject CN=nobody --key ec256 --out missing/nobody.csr
expect request/leaves-no-password both gave 8 AND has 1
run cert request berta --subject CN=berta --key ec256 --out berta.csr
expect request/second both gave 0 AND has 2
run cert remove berta
expect request/removed-with-its-password both gave 0 AND has 1

openssl x509 -req -in anna.csr -CA "$certs/ca/inter.pem" -CAkey "$certs/ca/inter.key" -CAcreateserial -CAserial serial -days 30 \
  -copy_extensions copyall -out anna.pem 2>err
run cert reply anna.pem --json
expect reply/is-protected both gave 0 AND said '"protected":true' AND said '"kind":"identity"' AND has 1
printf 'ein langes Wort 9\n' >new && chmod 600 new
run cert export anna --pfx anna.pfx --password-file new
expect reply/keyring-opens-it both gave 0 AND openssl pkcs12 -in anna.pfx -passin 'pass:ein langes Wort 9' -noout

# Nobody could type the made one again; one that was typed can be forgotten.
run cert password anna --forget
expect forget/a-made-one-stays both gave 2 AND grep -q 'nobody else knows it' err AND has 1
printf 'geheim-7Kx\n' >word && chmod 600 word
run cert import "$certs/client/bertram.pfx" --label bertram --password-file word
expect forget/typed-is-kept both gave 0 AND has 2
run cert password bertram --forget
expect forget/a-typed-one-goes both gave 0 AND has 1

# What waited before there was a keyring is protected once there is one.
DBUS_SESSION_BUS_ADDRESS=disabled: run cert request early --subject CN=early --key ec256 --out early.csr --json
expect early/unprotected both gave 0 AND said '"protected":false'
openssl x509 -req -in early.csr -CA "$certs/ca/inter.pem" -CAkey "$certs/ca/inter.key" -CAserial serial -days 30 -out early.pem 2>err
run cert reply early.pem --json
expect early/protected-now both gave 0 AND said '"protected":true' AND has 2

# What is replaced leaves no password behind.
run cert import "$certs/client/berta.pfx" --label early --replace --password-file word
expect replaced/its-password-is-forgotten both gave 0 AND has 2
echo "1..$number"
