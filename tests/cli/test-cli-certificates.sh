#!/bin/bash
# Drives the built waybill-cli ($WAYBILL_CLI): what it exports opens in openssl and certtool and comes back equal; a request verifies, its
# answer from openssl joins the key, and both log in to a ProFTPD that wants a client certificate. TAP. Everything lies in one folder that is
# removed at the end.
set -u
cli=${WAYBILL_CLI:?names the waybill-cli to test}
certs=${WAYBILL_TEST_CERTS:?where make-certs.sh put the certificates}
scripts=$(cd "$(dirname "$0")/../servers" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/waybill-test-XXXXXX")
server=

stop () {
  [ -n "$server" ] && sh "$scripts/proftpd.sh" stop "$work/server"
  rm -rf "$work"
}
trap stop EXIT

export TMPDIR=$work/tmp XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache
export XDG_RUNTIME_DIR=$work/run DBUS_SESSION_BUS_ADDRESS=disabled:
mkdir -m 700 "$TMPDIR" "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$work/here" "$work/run"
cd "$work/here" || exit 1
stored=geheim-7Kx
new='ein langes Wort 9'
umask 022
: >"$work/out"; : >"$work/err"

number=0
# expect NAME CONDITION...: one result; the output of the last run is shown when it failed.
expect () {
  number=$((number + 1))
  if "${@:2}" >/dev/null 2>&1; then
    echo "ok $number /cli/certificates/$1"
  else
    echo "not ok $number /cli/certificates/$1"
    printf '# exit %s, wanted: %s\n' "${code:-}" "${*:2}"
    sed 's/^/# out: /' "$work/out" | head -n 20
    sed 's/^/# err: /' "$work/err" | head -n 20
  fi
}
skip () {
  number=$((number + 1))
  echo "ok $number /cli/certificates/$1 # SKIP $2"
}
# run COMMAND...: standard input is as it is; output in $work/out and $work/err, exit code in $code.
run () {
  timeout 60 "$cli" "$@" >"$work/out" 2>"$work/err"
  code=$?
}
# tool PROGRAM...: another program, its output and exit code likewise.
tool () {
  timeout 60 "$@" >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
gave () { [ "$code" = "$1" ]; }
said () { grep -q -- "$1" "$work/out"; }
noted () { grep -q -- "$1" "$work/err"; }
missing () { [ ! -e "$1" ]; }
# has_files SUFFIX NUMBER: in the store.
has_files () {
  local files
  mapfile -t files < <(compgen -G "$XDG_DATA_HOME/waybill/certificates/*$1")
  [ "${#files[@]}" = "$2" ]
}
has_mode () { [ "$(stat -c %a "$1")" = "$2" ]; }
# both CONDITION... AND CONDITION...
both () {
  local first=()
  while [ "$1" != AND ]; do first+=("$1"); shift; done
  shift
  "${first[@]}" && { case " $* " in *" AND "*) both "$@" ;; *) "$@" ;; esac; }
}
# value KEY FILE: of a JSON line.
value () { python3 -c 'import json, sys; print(json.loads(open(sys.argv[2]).readline())[sys.argv[1]])' "$1" "$2"; }

# Export

printf '%s\n' "$stored" >"$work/stored" && chmod 600 "$work/stored"
printf '%s\n' "$new" >"$work/new" && chmod 600 "$work/new"
cat >"$work/secrets" <<SECRETS
[certificate ours]
password=$stored
SECRETS
chmod 600 "$work/secrets"
run cert import "$certs/ca/root.der.cer" --label root </dev/null
run cert import "$certs/client/modern-chain.pfx" --label ours --password-file "$work/stored" </dev/null
expect setup/import gave 0
run cert import "$certs/client/modern-chain.pfx" </dev/null
expect setup/says-where-passwords-come-from both gave 6 AND noted '--password-file'
run cert list --json </dev/null
fingerprint=$(grep '"ours"' "$work/out" >"$work/line"; value fingerprint "$work/line")

export_with () { run cert export ours "$@" --secrets "$work/secrets" --password-file "$work/new" </dev/null; }
# opened KIND FILE [OPTION...]: in openssl and certtool, and in a store of its own it is the same again.
opened () {
  local kind=$1 file=$2
  shift 2
  tool openssl pkcs12 -in "$file" -passin "pass:$new" -info -nodes "$@"
  expect "$kind/openssl" both gave 0 AND said 'BEGIN PRIVATE KEY' AND said 'Lab Intermediate CA'
  if command -v certtool >/dev/null; then
    tool certtool --p12-info --inder --infile "$file" --password "$new"
    expect "$kind/certtool" both gave 0 AND said 'BEGIN CERTIFICATE' AND said 'PRIVATE KEY'
  else
    skip "$kind/certtool" 'certtool is not installed'
  fi
  rm -rf "$work/other" && mkdir -m 700 "$work/other"
  XDG_DATA_HOME=$work/other run cert import "$file" --label again --password-file "$work/new" --json </dev/null
  grep '"again"' "$work/out" >"$work/line"
  expect "$kind/comes-back" both gave 0 AND [ "$(value fingerprint "$work/line")" = "$fingerprint" ]
  # The key is the same too, and the chain as long.
  openssl pkcs12 -in "$file" -passin "pass:$new" -nodes -nocerts "$@" 2>/dev/null | openssl pkey -pubout -out "$work/public" 2>/dev/null
  openssl x509 -in "$certs/client/anna.pem" -noout -pubkey >"$work/wanted"
  expect "$kind/same-key" cmp "$work/public" "$work/wanted"
}

export_with --pfx modern.pfx
expect modern/exit both gave 0 AND said 'with its key' AND has_mode modern.pfx 600
opened modern modern.pfx
tool openssl pkcs12 -in modern.pfx -passin "pass:$new" -info -noout
expect modern/lock both noted 'MAC: sha256' AND noted 'PBES2, PBKDF2, AES-256-CBC'
export_with --pfx legacy.pfx --legacy
expect legacy/exit both gave 0 AND noted 'weaker'
opened legacy legacy.pfx -legacy
tool openssl pkcs12 -in legacy.pfx -passin "pass:$new" -info -noout -legacy
expect legacy/lock both noted 'MAC: sha1' AND noted '3-KeyTripleDES'

export_with --pfx both.pfx --authorities
expect combined/exit gave 0
opened combined both.pfx
tool openssl pkcs12 -in both.pfx -passin "pass:$new" -nokeys
expect combined/has-the-root both gave 0 AND said 'subject=CN = Lab Root CA'

export_with --pfx apart.pfx --cer apart.cer --json
expect separate/exit both gave 0 AND said '"kind":"pfx"' AND said '"kind":"cer"' AND said '"lock":"modern"' AND noted '“root”'
expect separate/modes both has_mode apart.pfx 600 AND has_mode apart.cer 644
tool openssl x509 -inform DER -in apart.cer -noout -fingerprint -sha256
expect separate/der both gave 0 AND [ "$(sed 's/.*=//; s/://g' "$work/out" | tr A-F a-f)" = "$fingerprint" ]
opened separate apart.pfx
export_with --pfx apart-old.pfx --cer apart-old.cer --legacy
expect separate-legacy/exit gave 0
opened separate-legacy apart-old.pfx -legacy

run cert export ours --cer text.cer --base64 --p7b all.p7b </dev/null
expect plain/no-password-needed gave 0
tool openssl x509 -in text.cer -noout -subject
expect plain/base64 both gave 0 AND said 'CN = '
tool openssl pkcs7 -inform DER -in all.p7b -noout -print_certs
expect plain/p7b both gave 0 AND said 'Lab Intermediate CA'
export_with --pem all.pem
expect pem/exit both gave 0 AND has_mode all.pem 600 AND grep -q 'BEGIN ENCRYPTED PRIVATE KEY' all.pem
tool openssl pkey -in all.pem -passin "pass:$new" -noout
expect pem/openssl gave 0
run cert export ours --pfx nobody.pfx --secrets "$work/secrets" </dev/null
expect refused/no-new-password both gave 6 AND noted '--password-file' AND missing nobody.pfx
run cert export ours --cer plain.cer --pem locked.pem --secrets "$work/secrets" </dev/null
expect refused/names-the-file-with-the-key both gave 6 AND noted '^locked.pem was not written' AND missing plain.cer
run cert export ours --pfx foreign.pfx --legacy --secrets "$work/secrets" <<<'Grüße'
expect refused/letters-that-older-programs-misread both gave 2 AND noted 'Older programs' AND missing foreign.pfx
# at_terminal [QUESTION ANSWER]... -- COMMAND...: what is shown is in $work/out.
at_terminal () {
  local answers=()
  while [ "$1" != -- ]; do answers+=("$1"); shift; done
  timeout 60 "$(dirname "$scripts")/cli/at-terminal.py" "${answers[@]}" -- "$cli" "${@:2}" >"$work/out" 2>"$work/err"
  code=$?
}
at_terminal 'New password' one 'Once more' two 'New password' "$new" 'Once more' "$new" \
  -- cert export ours --pfx typed.pfx --secrets "$work/secrets"
expect terminal/typed-twice both gave 0 AND said 'not the same' AND openssl pkcs12 -in typed.pfx -passin "pass:$new" -noout
expect terminal/is-not-echoed bash -c "! grep -qF '$new' '$work/out'"
at_terminal 'New password' '^C' -- cert export ours --pfx stopped.pfx --secrets "$work/secrets"
expect terminal/ctrl-c both gave 12 AND missing stopped.pfx
run cert export ours --pfx piped.pfx --secrets "$work/secrets" <<<"$new"
expect stdin/new-password gave 0
run cert export ours --pfx lines.pfx <<<"$stored"$'\n'"$new"
expect stdin/both-passwords gave 0
run cert export ours --pfx wrong.pfx <<<"wrong"$'\n'"$new"
expect refused/wrong-password both gave 6 AND missing wrong.pfx

cp modern.pfx before
export_with --pfx modern.pfx
expect overwrite/refused both gave 8 AND cmp modern.pfx before
export_with --pfx fresh.pfx --cer apart.cer
expect overwrite/all-or-none both gave 8 AND missing fresh.pfx
export_with --pfx modern.pfx --overwrite yes
expect overwrite/said both gave 0 AND has_mode modern.pfx 600
export_with --pfx modern.pfx --overwrite perhaps
expect overwrite/unknown gave 2
export_with --pfx twice --cer twice
expect usage/twice both gave 2 AND missing twice
export_with --pfx ./twice --cer twice
expect usage/twice-by-another-way both gave 2 AND missing twice
ln -s . way
export_with --pfx way/twice --cer twice
expect usage/twice-through-a-link both gave 2 AND missing twice
export_with --cer ''
expect usage/without-a-name gave 2
export_with
expect usage/nothing-to-write both gave 2 AND noted '--pfx'
export_with --cer x.cer --legacy
expect usage/legacy-without-pfx gave 2
export_with --pfx missing/x.pfx
expect refused/no-folder both gave 8 AND missing missing
run cert export root --cer root.cer --pem root.pem </dev/null
expect authority/exit both gave 0 AND grep -q 'BEGIN CERTIFICATE' root.pem
run cert export root --pfx root.pfx </dev/null
expect authority/no-pfx both gave 2 AND noted 'no private key'

# Request and reply

run cert request anna --subject 'CN=anna, O=Lab, C=de' --san anna.lab.example --san 192.0.2.7 --san anna@lab.example --out anna.csr --json </dev/null
expect request/exit both gave 0 AND said '"kind":"request"' AND said '"key":"rsa3072"' AND said '"subject":"CN=anna,O=Lab,C=DE"'
expect request/no-keyring-is-said both noted 'unprotected' AND said '"protected":false'
tool openssl req -in anna.csr -verify -noout -text
expect request/verifies both gave 0 AND noted 'verify OK' AND said '3072 bit' AND said 'TLS Web Client Authentication' AND said 'DNS:anna.lab.example'
run cert list --json </dev/null
expect request/is-listed said '"label":"anna","kind":"request"'
run cert list </dev/null
expect request/is-listed-for-people said 'anna: request'
expect request/key-is-private has_mode "$(compgen -G "$XDG_DATA_HOME/waybill/certificates/*.p8")" 600
run cert request anna --subject CN=anna --out again.csr </dev/null
expect request/waits-already both gave 2 AND noted 'Without --subject' AND missing again.csr
run cert request ours --subject CN=anna --out again.csr </dev/null
expect request/name-is-taken both gave 2 AND missing again.csr
run cert request $'a\nb' --subject CN=anna --out again.csr </dev/null
expect request/cannot-be-called-that both gave 2 AND noted 'cannot be called' AND missing again.csr
run cert export anna --cer again.cer </dev/null
expect request/is-no-certificate-yet both gave 2 AND noted 'still waits' AND missing again.cer
run cert request anna --out anna.csr </dev/null
expect request/over-nothing gave 8
run cert request anna --out again.csr </dev/null
expect request/saved-again both gave 0 AND cmp again.csr anna.csr
run cert show anna </dev/null
expect request/shown both gave 0 AND said 'BEGIN CERTIFICATE REQUEST'
run cert request new --subject 'CN=new' --out missing/new.csr </dev/null
expect request/nothing-is-left both gave 8 AND has_files .waiting 1
run cert request new --subject 'anna,O=Lab' --out new.csr </dev/null
expect request/subject-is-explained both gave 2 AND noted '“anna” does not say' AND missing new.csr
run cert request new --subject 'CN=new' --san 'not a name' --out new.csr </dev/null
expect request/name-is-explained both gave 2 AND noted 'not a name'
run cert request new --subject 'CN=new' --key dsa --out new.csr </dev/null
expect request/kind gave 2
run cert request new --subject 'CN=new' </dev/null
expect request/where both gave 2 AND noted '--out'
run cert request ' blanks ' --subject CN=new --key ec256 --out blanks.csr </dev/null
expect request/blanks-are-taken-off both gave 0 AND said 'The request “blanks” is in blanks.csr'
run cert remove blanks </dev/null

# sign CSR OUT: what an authority does.
sign () {
  openssl x509 -req -in "$1" -CA "$certs/ca/inter.pem" -CAkey "$certs/ca/inter.key" -CAcreateserial -CAserial "$work/serial" \
    -days 30 -copy_extensions copyall -out "$2" 2>"$work/err"
}
sign anna.csr anna.pem
cat anna.pem "$certs/ca/chain.pem" >all.crt
openssl crl2pkcs7 -nocrl -certfile all.crt -outform DER -out anna.p7b
run cert reply "$certs/client/berta.pem" </dev/null
expect reply/fits-no-key both gave 6 AND noted 'does not belong to the key that waits' AND has_files .p8 1
run cert request berta --subject CN=berta --key ec256 --out berta.csr </dev/null
expect request/ec both gave 0 AND openssl req -in berta.csr -verify -noout
run cert reply "$certs/client/bertram.pem" </dev/null
expect reply/counts-the-keys both gave 6 AND noted 'none of your 2 waiting keys'
run cert reply "$certs/client/modern-chain.pfx" --secrets "$work/secrets" <<<"$stored"
expect reply/brings-a-key both gave 2 AND noted 'cert import'
run cert reply anna.p7b --json </dev/null
expect reply/joins both gave 0 AND said '"label":"anna","kind":"identity"' AND said '"client_auth":true'
run cert list --json </dev/null
expect reply/request-is-gone both said '"label":"berta","kind":"request"' AND [ "$(grep -c '"kind":"request"' "$work/out")" = 1 ]
run cert reply anna.p7b </dev/null
expect reply/only-once gave 6

# Each form of an answer, also through cert import.
for form in der pem bundle import; do
  run cert request "f-$form" --subject "CN=f-$form" --key ec256 --out "f-$form.csr" </dev/null
  sign "f-$form.csr" "f-$form.pem"
  command=reply
  case $form in
    der) openssl x509 -in f-der.pem -outform DER -out f-der.answer ;;
    pem) cp f-pem.pem f-pem.answer ;;
    bundle) cat "$certs/ca/chain.pem" f-bundle.pem >f-bundle.answer ;;
    import) cp f-import.pem f-import.answer && command=import ;;
  esac
  run cert "$command" "f-$form.answer" --json </dev/null
  expect "reply/$form" both gave 0 AND said "\"label\":\"f-$form\",\"kind\":\"identity\""
done

# An answer takes the place of what has its name only where that is said; whoever used the old one is shown the new one.
run partner add Renewer --host localhost --identity f-der </dev/null
run cert request renewed --subject CN=f-der --key ec256 --out renewed.csr </dev/null
sign renewed.csr renewed.pem
run cert import renewed.pem --label f-der </dev/null
expect reply/name-is-taken both gave 2 AND has_files .p8 2
run cert import renewed.pem --label f-der --replace --json </dev/null
fresh=$(openssl x509 -in renewed.pem -noout -fingerprint -sha256 | sed 's/.*=//; s/://g' | tr A-F a-f)
expect reply/replaces-when-told both gave 0 AND said "\"label\":\"f-der\".*$fresh.*\"partners\":\\[\"Renewer\"\\]" AND has_files .p8 1
run partner remove Renewer </dev/null

# A password for the key that waits, where somebody has one.
cat >"$work/secrets" <<SECRETS
[certificate ours]
password=$stored
[certificate locked]
password=$new
SECRETS
run cert request locked --subject CN=locked --key ec256 --out locked.csr --secrets "$work/secrets" --json </dev/null
expect secrets/request both gave 0 AND said '"protected":true'
sign locked.csr locked.pem
run cert reply locked.pem </dev/null
expect secrets/none both gave 6 AND has_files .p8 2
run cert reply locked.pem --secrets "$work/secrets" --json </dev/null
expect secrets/reply both gave 0 AND said '"protected":true'
run cert export locked --pfx locked.pfx --secrets "$work/secrets" --password-file "$work/stored" </dev/null
expect secrets/exports both gave 0 AND openssl pkcs12 -in locked.pfx -passin "pass:$stored" -noout

run cert remove berta </dev/null
expect remove/request both gave 0 AND has_files .p8 0
run partner add User --host localhost --identity f-pem </dev/null
run trust User --add f-pem </dev/null
expect trust/not-our-own-certificate both gave 2 AND noted 'your own'
(trap '' XFSZ; ulimit -f 0; timeout 60 "$cli" cert remove f-pem --force 2>&1 </dev/null; echo "exit $?") | cat >"$work/out"
expect remove/partner-cannot-be-written both said 'is removed' AND said 'exit 8'
run cert reply "$certs/client/berta.pem" </dev/null
expect reply/nothing-waits both gave 6 AND noted 'No key waits'

# A server that wants a client certificate takes the one that was asked for here.
if facts=$(WAYBILL_FIXTURE_PARENT=$$ sh "$scripts/proftpd.sh" start "$work/server" "$certs" explicit-mtls 2>"$work/err"); then
  server=yes
  port=${facts#*port=} password=${facts##*password=}
  port=${port%% *}
  printf '[partner Lab]\npassword=%s\n[partner Bare]\npassword=%s\n' "$password" "$password" >"$work/secrets"
  for partner in Lab Bare; do
    run partner add "$partner" --host 127.0.0.1 --port "$port" --user anna --system-trust no --authority root </dev/null
  done
  run assign anna Lab </dev/null
  echo cargo >cargo.txt
  run put Lab cargo.txt --secrets "$work/secrets" </dev/null
  expect proftpd/logs-in both gave 0 AND cmp cargo.txt "$work/server/home/cargo.txt"
  run ls Lab --secrets "$work/secrets"
  expect proftpd/lists both gave 0 AND said cargo.txt
  run ls Bare --secrets "$work/secrets"
  expect proftpd/nobody-without gave 6
  run assign f-der Lab </dev/null
  run ls Lab --secrets "$work/secrets"
  expect proftpd/logs-in-with-ec both gave 0 AND said cargo.txt
else
  skip proftpd/logs-in "$(head -n 1 "$work/err")"
fi

# No password stands in what is left.
expect secrets/nowhere-in-the-store bash -c "! grep -raqF -e '$new' -e '$stored' '$XDG_DATA_HOME' '$XDG_STATE_HOME' '$XDG_CACHE_HOME' '$TMPDIR'"
echo "1..$number"
