#!/bin/bash
# Drives the built waybill-cli ($WAYBILL_CLI) against its own practice partner: ls, get, put, check, doctor, the tour, each exit
# code, and a sweep for secrets in log, data and command lines. TAP. Everything lies in one folder that is removed at the end.
set -u
cli=${WAYBILL_CLI:?names the waybill-cli to test}
work=$(mktemp -d "${TMPDIR:-/tmp}/waybill-test-XXXXXX")
practice=
mounted=

# Stops what was started, by its id alone.
stop () {
  [ -n "$practice" ] && kill "$practice" 2>/dev/null && wait "$practice" 2>/dev/null
  [ -n "$mounted" ] && umount "$mounted"
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
    echo "ok $number /cli/transfer/$1"
  else
    echo "not ok $number /cli/transfer/$1"
    printf '# exit %s, wanted: %s\n' "${code:-}" "${*:2}"
    sed 's/^/# out: /' "$work/out" | head -n 20
    sed 's/^/# err: /' "$work/err" | head -n 20
  fi
}
skip () {
  number=$((number + 1))
  echo "ok $number /cli/transfer/$1 # SKIP $2"
}
# run COMMAND...: with the secrets; output in $work/out and $work/err, exit code in $code.
run () {
  timeout 60 "$cli" "$@" --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null
  code=$?
}
# raw COMMAND...: the same without secrets, standard input as it is.
raw () {
  timeout 60 "$cli" "$@" >"$work/out" 2>"$work/err"
  code=$?
}
gave () { [ "$code" = "$1" ]; }
said () { grep -q -- "$1" "$work/out"; }
same () { cmp -s "$1" "$2"; }
missing () { [ ! -e "$1" ]; }
# both CONDITION... AND CONDITION...
both () {
  local first=()
  while [ "$1" != AND ]; do first+=("$1"); shift; done
  shift
  "${first[@]}" && { case " $* " in *" AND "*) both "$@" ;; *) "$@" ;; esac; }
}
json () { python3 -c 'import json, sys; print(json.loads(sys.argv[1])[sys.argv[2]])' "$1" "$2"; }
# until_true SECONDS CONDITION...: waits for a condition, bounded.
until_true () {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -ge $end ] && return 1
    read -r -t 0.05 <>"$work/never"
  done
}
mkfifo "$work/never" "$work/sheet"
: >"$work/out"; : >"$work/err"

# The practice partner, and what its sheet says.
exec 3<>"$work/sheet"
"$cli" practice --json --dir "$work/practice" >&3 2>"$work/practice.err" &
practice=$!
read -r -t 60 sheet <&3 || { echo "Bail out! the practice partner does not start: $(cat "$work/practice.err")"; exit 1; }
port=$(json "$sheet" port) root=$(json "$sheet" folder) password=$(json "$sheet" password) pfx=$(json "$sheet" pfx)
pfx_password=$(json "$sheet" pfx_password) authority=$(json "$sheet" authority)
umask 077
cat >"$work/secrets" <<SECRETS
[partner P]
password=$password
[partner Wrong]
password=$password-not
[partner Odd]
password=error
[partner Bare]
password=$password
[partner Early]
password=$password
[partner Stranger]
password=$password
[partner Nobody]
password=$password
[certificate ours]
password=$pfx_password
SECRETS
printf '%s\n%s\n' "$password" "$pfx_password" >"$work/sought"

# While nobody is known: the server is not trusted before it asks for a certificate.
run partner add Early --host 127.0.0.1 --port "$port" --user practice --system-trust no
run ls Early
expect trust/nobody-names-the-command both gave 5 AND grep -q 'waybill-cli trust .*--pin [0-9a-f]\{64\}' "$work/err"
run cert import "$authority" --label theirs
expect setup/authority gave 0
raw cert import "$pfx" --label ours --secrets "$work/secrets" </dev/null
expect setup/certificate gave 0
add () { run partner add "$1" --host 127.0.0.1 --user practice --system-trust no "${@:2}"; }
add P --port "$port" --authority theirs --identity ours
expect setup/partner gave 0
add Wrong --port "$port" --authority theirs --identity ours
add Odd --port "$port" --authority theirs --identity ours
add Bare --port "$port" --authority theirs
add Stranger --port "$port" --identity ours
add Nobody --port 1 --authority theirs --identity ours

# ls
run ls P --json
expect ls/json-names-and-types both gave 0 AND said '"name":"orders","type":"dir"' AND said '"name":"welcome.txt","type":"file"'
expect ls/json-size-and-time python3 -c 'import json, sys, os, re
line = [x for x in map(json.loads, open(sys.argv[1])) if x["name"] == "welcome.txt"][0]
assert line["size"] == os.stat(sys.argv[2]).st_size and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line["mtime"])
assert list(line) == ["name", "type", "size", "mtime", "target", "raw"]' "$work/out" "$root/welcome.txt"
run ls P orders
expect ls/people-see-columns both gave 0 AND said '^file  *[0-9]* 20[0-9-]* [0-9:]* order-1001.edi$'
run ls P nowhere
expect ls/missing-folder-is-9 gave 9

# A folder of the profile that is not there: what depends on it is told so, and nothing lands elsewhere.
run partner copy P Astray
run partner edit Astray --remote-dir /nowhere --user practice
cat >>"$work/secrets" <<SECRETS
[partner Astray]
password=$password
SECRETS
run check Astray --json
expect astray/check-names-the-listing both gave 9 AND said '"step":"login","result":"ok"' \
  AND said '"step":"listing","result":"fail","detail":"The login went well, but the partner.*s remote folder is not there: “/nowhere”' \
  AND grep -q 'Correct the partner.*s remote folder' "$work/err"
run ls Astray
expect astray/ls-of-it-is-9 both gave 9 AND grep -q '“/nowhere”' "$work/err"
run ls Astray /orders
expect astray/ls-of-another-lists both gave 0 AND said order-1001.edi
run get Astray /welcome.txt --to astray.txt
expect astray/get-with-its-own-path both gave 0 AND same astray.txt "$root/welcome.txt"
run get Astray welcome.txt --to astray2.txt
expect astray/get-from-it-is-9 both gave 9 AND missing astray2.txt
run put Astray astray.txt
expect astray/put-into-it-is-9-and-lands-nowhere both gave 9 AND missing "$root/astray.txt"
run put Astray astray.txt --to /orders/
expect astray/put-with-its-own-path both gave 0 AND same astray.txt "$root/orders/astray.txt"
rm "$root/orders/astray.txt"

# get
run get P welcome.txt --json
expect get/arrives-whole both gave 0 AND same welcome.txt "$root/welcome.txt"
expect get/json-says-what-was-proved python3 -c 'import json, sys, hashlib
line = json.loads(open(sys.argv[1]).read())
assert line["sha256"] == hashlib.sha256(open(sys.argv[2], "rb").read()).hexdigest()
assert line["size_checked"] and line["resumed"] and line["tls"].startswith("TLS1.") and line["tries"] == 1
assert line["bytes"] > 0 and line["ms"] >= 0 and line["reply"] and line["remote"] == "welcome.txt"' "$work/out" welcome.txt
echo mine >welcome.txt
run get P welcome.txt
expect get/existing-is-8-and-left both gave 8 AND grep -q mine welcome.txt
run get P welcome.txt --overwrite no
expect get/no-is-8 both gave 8 AND grep -q mine welcome.txt
run get P welcome.txt --overwrite rename
expect get/rename-keeps-both both gave 0 AND grep -q mine welcome.txt AND same 'welcome (2).txt' "$root/welcome.txt"
run get P welcome.txt --overwrite newer
expect get/newer-leaves-what-is-as-new both gave 0 AND grep -q mine welcome.txt
run get P welcome.txt --overwrite yes
expect get/yes-replaces both gave 0 AND same welcome.txt "$root/welcome.txt"
run get P welcome.txt --overwrite perhaps
expect get/unknown-rule-is-2 gave 2
run get P orders/order-1001.edi invoices/2026-11/invoice-7001.pdf --to new/folder
expect get/several-make-the-folder both gave 0 AND same new/folder/order-1001.edi "$root/orders/order-1001.edi" \
  AND same new/folder/invoice-7001.pdf "$root/invoices/2026-11/invoice-7001.pdf"
run get P welcome.txt --to other.txt
expect get/to-names-the-file same other.txt "$root/welcome.txt"
run get P welcome.txt --to new
expect get/to-is-a-folder-that-is-there same new/welcome.txt "$root/welcome.txt"
run get P welcome.txt --to slash/
expect get/to-is-a-folder-with-a-slash same slash/welcome.txt "$root/welcome.txt"
run get P nowhere.txt
expect get/missing-is-9 both gave 9 AND missing nowhere.txt
run get P nowhere.txt orders/order-1002.edi --to rest
expect get/goes-on-after-one-that-is-missing both gave 9 AND same rest/order-1002.edi "$root/orders/order-1002.edi"
echo mine >rest/welcome.txt
run get P nowhere.txt welcome.txt --to rest
expect get/several-causes-are-1 both gave 1 AND grep -q mine rest/welcome.txt
run get P orders/order-1001.edi other/order-1001.edi --to rest
expect get/two-of-one-name-is-2 gave 2
for name in .. orders/.. 'a\b' $'a\nb'; do
  run get P "$name"
  expect "get/unsafe-name-is-13/${name//[^a-z]/_}" gave 13
done
run get P welcome.txt --to "$work/here/nowhere/file"
expect get/missing-target-folder-is-8 gave 8
mkfifo pipe
run get P welcome.txt --to pipe --overwrite yes
expect get/pipe-is-8-and-left both gave 8 AND test -p pipe
rm pipe
run get P orders
expect get/folder-is-9-and-called-so both gave 9 AND grep -q folder "$work/err"
run get P welcome.txt --to limited --identity nobody
expect get/unknown-identity-is-2-and-named both gave 2 AND grep -q nobody "$work/err"
head -c 100000 /dev/urandom >"$root/long-enough"
(ulimit -f 1; "$cli" get P long-enough --to limited --secrets "$work/secrets" </dev/null 2>&1; echo "exit $?") | cat >"$work/out"
expect get/limit-of-file-size-is-8 both said 'exit 8' AND test -z "$(find . -name '*limited*')"
rm "$root/long-enough"
"$cli" ls P --secrets "$work/secrets" >/dev/full 2>"$work/err" </dev/null
code=$?
expect output/full-is-8-and-said both gave 8 AND grep -q result "$work/err"
run get P welcome.txt --to /proc/
expect get/target-that-cannot-be-written-is-8 gave 8

# put
head -c 100000 /dev/urandom >delivery
run put P delivery --to incoming/
expect put/arrives-whole both gave 0 AND same delivery "$root/incoming/delivery" AND said "SHA-256 $(sha256sum <delivery | cut -c1-64), size agrees"
echo other >delivery
run put P delivery --to incoming/
expect put/existing-is-1-and-left both gave 1 AND test "$(stat -c %s "$root/incoming/delivery")" = 100000
run put P delivery --to incoming/ --overwrite rename
expect put/rename-keeps-both both gave 0 AND same delivery "$root/incoming/delivery (2)"
run put P delivery --to incoming/ --overwrite yes
expect put/yes-replaces both gave 0 AND same delivery "$root/incoming/delivery"
run put P delivery --to orders
expect put/to-is-a-folder-that-is-there both gave 0 AND same delivery "$root/orders/delivery"
run put P delivery --to orders/named
expect put/to-names-the-file both gave 0 AND same delivery "$root/orders/named"
run put P delivery
expect put/without-to-lands-in-the-session-folder both gave 0 AND same delivery "$root/delivery"
# Port 1 answers nobody: so these were refused before anybody was asked.
run put Nobody nowhere
expect put/missing-local-file-is-named grep -q nowhere "$work/err"
expect put/missing-local-file-is-8-at-once gave 8
run put Nobody "$work/here"
expect put/local-folder-is-8-at-once gave 8

# The connection
run get Wrong welcome.txt --to never
expect login/wrong-password-is-7 gave 7
run ls Odd --json
expect login/short-password-masks-no-key both gave 7 AND grep -q '^{"error":' "$work/err"
run get Bare welcome.txt --to never
expect certificate/none-is-6 gave 6
run get Stranger welcome.txt --to never
expect trust/nobody-is-5 gave 5
expect trust/unticked-is-said grep -q 'in your store, but it is not ticked for this partner' "$work/err"
expect trust/unticked-names-the-command grep -q "waybill-cli trust 'Stranger' --add 'theirs'" "$work/err"
run get Nobody welcome.txt other --to never-made/ --retries 0
expect connection/nobody-listens-is-3 gave 3
run ls Nobody --retries 1
expect connection/ls-is-tried-again-then-3 both gave 3 AND grep -q again "$work/err"
expect connection/nothing-was-left missing never
run get P welcome.txt --then=delete
expect options/not-there-yet-is-2/then gave 2

# check and doctor
run check P --json
expect check/ten-steps both gave 0 AND test "$(grep -c '"step":' "$work/out")" = 10
expect check/keys python3 -c 'import json, sys
lines = [json.loads(x) for x in open(sys.argv[1])]
assert all(list(x) == ["step", "result", "detail", "ms"] and x["detail"] for x in lines)
assert [x["step"] for x in lines] == ["name", "reach", "greeting", "encryption", "handshake", "their-certificate",
                                      "our-certificate", "login", "data-channel", "listing"]
assert all(x["result"] == "ok" for x in lines), lines' "$work/out"
run check P
expect check/people-read-a-summary both gave 0 AND said 'All ten steps went well'
run check Wrong --json
expect check/failure-gives-its-code both gave 7 AND said '"step":"login","result":"fail"' AND said '"step":"listing","result":"skip"'
run doctor --json
expect doctor/usable both gave 0 AND test "$(grep -c '"check":' "$work/out")" -ge 4
chmod 755 "$XDG_DATA_HOME/waybill"
run doctor
expect doctor/open-store-is-8 gave 8
chmod 700 "$XDG_DATA_HOME/waybill"

raw -v --version </dev/null
expect options/version-behind-another both gave 0 AND said '^waybill-cli '
raw practice --port "$port" </dev/null
expect practice/taken-port-is-8-and-named both gave 8 AND grep -q "$port" "$work/err"

# Asked on a terminal
if command -v script >/dev/null; then
  answer () {
    echo mine >asked.txt
    printf '%s\n' "$1" | timeout 60 script -qec "'$cli' get P welcome.txt --to asked.txt --secrets '$work/secrets'" /dev/null >"$work/out" 2>&1
    code=$?
  }
  answer n
  expect ask/no-is-8 both gave 8 AND grep -q mine asked.txt AND said 'Replace it'
  answer y
  expect ask/yes-replaces both gave 0 AND same asked.txt "$root/welcome.txt"
else
  skip ask/no-is-8 'no script(1) here'
  skip ask/yes-replaces 'no script(1) here'
fi

# Ctrl-C at the question, on a terminal of its own
echo mine >asked.txt
timeout 60 python3 -c 'import os, pty, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
said = b""
while b"[y/N]" not in said:
    said += os.read(terminal, 4096)
os.write(terminal, b"\x03")
try:
    while os.read(terminal, 4096):
        pass
except OSError:
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))' "$cli" get P welcome.txt --to asked.txt --secrets "$work/secrets" >"$work/out" 2>"$work/err"
code=$?
expect ask/interrupted-is-12 both gave 12 AND grep -q mine asked.txt

# Ctrl-C in the middle of a file
truncate -s 8G "$root/endless"
"$cli" get P endless --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null &
pid=$!
begun () { [ "$(find "$work/here" -maxdepth 1 -name '*endless*' -size +1M | wc -l)" -gt 0 ]; }
until_true 30 begun
kill -INT "$pid"
wait "$pid"
code=$?
expect cancel/is-12-and-nothing-under-the-name both gave 12 AND missing endless
expect cancel/leaves-nothing-behind test -z "$(find "$work/here" -name '*endless*')"
rm "$root/endless"

# Disk full
mkdir "$work/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=64k none "$work/small" 2>/dev/null; then
  mounted=$work/small
  echo old >"$work/small/invoice-7001.pdf"
  run get P invoices/2026-11/invoice-7001.pdf --to "$work/small" --overwrite yes
  expect disk-full/is-8-and-the-old-file-is-whole both gave 8 AND grep -q old "$work/small/invoice-7001.pdf"
  expect disk-full/leaves-nothing-behind test "$(ls -A "$work/small")" = invoice-7001.pdf
  umount "$work/small" && mounted=
else
  skip disk-full/is-8-and-the-old-file-is-whole 'a small file system needs root'
  skip disk-full/leaves-nothing-behind 'a small file system needs root'
fi

# The tour
state () { find "$XDG_DATA_HOME" "$XDG_STATE_HOME" -printf '%p %s %T@ %m\n' | sort; }
before=$(state)
raw practice --tour </dev/null
expect tour/every-step-goes-well both gave 0 AND said '12 steps went well' AND said 'Step 12 of 12'
expect tour/own-store-untouched test "$before" = "$(state)"
expect tour/nothing-left-behind test -z "$(ls -A "$TMPDIR")"
raw practice --tour --json </dev/null
expect tour/json both gave 0 AND test "$(grep -c '"tour":.*"result":"ok"' "$work/out")" = 12
"$cli" practice --tour >"$work/out" 2>"$work/err" </dev/null &
pid=$!
touring () { [ -n "$(ls -A "$TMPDIR")" ]; }
until_true 30 touring
kill -INT "$pid"
wait "$pid"
code=$?
expect tour/cancelled-is-12 gave 12
expect tour/cancelled-leaves-nothing-behind test -z "$(ls -A "$TMPDIR")"

# No secret in a log, a file of ours or a command line
truncate -s 300M "$root/long"
for command in "get P long --to long" "put P delivery --to incoming/ --overwrite yes" "check P" "ls P" "get Wrong welcome.txt --to never"; do
  # shellcheck disable=SC2086  # a command line
  "$cli" $command -v --log "$work/log" --secrets "$work/secrets" >>"$work/spoken" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    cat /proc/"$pid"/cmdline /proc/"$practice"/cmdline 2>/dev/null | tr '\0' ' ' >>"$work/lines"
    read -r -t 0.02 <>"$work/never"
  done
  wait "$pid"
done
rm -f long "$root/long"
clean () { ! grep -rqaFf "$work/sought" "$@"; }
expect secrets/the-log-holds-the-conversation grep -q PASS "$work/log"
expect secrets/none-in-the-log clean "$work/log" "$work/spoken"
expect secrets/none-in-a-command-line both test -s "$work/lines" AND clean "$work/lines"
expect secrets/none-in-a-file-of-ours clean "$XDG_DATA_HOME" "$XDG_STATE_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME" "$TMPDIR"

# Ctrl-C is how the practice partner is meant to end.
kill -TERM "$practice"
wait "$practice"
code=$?
practice=
expect practice/ends-with-0 gave 0
raw practice --port 70000 </dev/null
expect practice/bad-port-is-2 gave 2
echo "1..$number"
