#!/bin/bash
# Drives the built waybill-cli ($WAYBILL_CLI) against its own practice partner: folders, several sessions, going on with what is
# there, and the prompt of open. TAP. Everything lies in one folder that is removed at the end.
set -u
cli=${WAYBILL_CLI:?names the waybill-cli to test}
work=$(mktemp -d "${TMPDIR:-/tmp}/waybill-test-XXXXXX")
practice=

# Stops what was started, by its id alone.
stop () {
  [ -n "$practice" ] && kill "$practice" 2>/dev/null && wait "$practice" 2>/dev/null
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
    echo "ok $number /cli/moves/$1"
  else
    echo "not ok $number /cli/moves/$1"
    printf '# exit %s, wanted: %s\n' "${code:-}" "${*:2}"
    sed 's/^/# out: /' "$work/out" | head -n 20
    sed 's/^/# err: /' "$work/err" | head -n 20
  fi
}
# run COMMAND...: with the secrets; output in $work/out and $work/err, exit code in $code.
run () {
  timeout 60 "$cli" "$@" --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null
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
printf '[partner P]\npassword=%s\n[certificate ours]\npassword=%s\n' "$password" "$pfx_password" >"$work/secrets"
run cert import "$authority" --label theirs
timeout 60 "$cli" cert import "$pfx" --label ours --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null
run partner add P --host 127.0.0.1 --user practice --system-trust no --port "$port" --authority theirs --identity ours
expect setup/partner gave 0

# tree DIR: three folders deep, 60 files, one empty file and one empty folder.
tree () {
  mkdir -p "$1/a/b" "$1/c" "$1/void"
  for i in $(seq 20); do
    head -c $((i * 50)) /dev/urandom >"$1/f$i"
    head -c 4096 /dev/urandom >"$1/a/g$i"
    head -c 70000 /dev/urandom >"$1/a/b/h$i"
  done
  : >"$1/c/empty"
}
equal () { diff -r "$1" "$2"; }
lines () { [ "$(wc -l <"$work/out")" = "$1" ]; }
started () { python3 -c 'import json, sys; sys.exit(not eval(sys.argv[2], json.loads(open(sys.argv[1]).readline())))' "$work/out" "$1"; }
no_parts () { [ -z "$(find "$work/here" "$root" -name '*waybill-part*')" ]; }

# Folders
tree "$root/tree"
run get P tree
expect r/folder-without-r-is-9 both gave 9 AND missing tree
run get P -r tree --to down --json
expect r/get-lands-in-dir-name both gave 0 AND equal down/tree "$root/tree" AND lines 61 AND no_parts
run get P -r tree --to down
expect r/existing-is-8-and-left both gave 8 AND equal down/tree "$root/tree"
run get P -r tree --to down --resume --json
expect r/resume-leaves-what-is-the-same both gave 0 AND lines 61 AND test "$(grep -c '"left":true' "$work/out")" = 61
rm -r down/tree/a
run get P -r tree --to down --resume
expect r/resume-brings-what-is-missing both gave 0 AND equal down/tree "$root/tree"
run get P -r tree/ --to contents
expect r/slash-means-contents both gave 0 AND equal contents "$root/tree"
run get P -r tree/a tree/c/ --to mixed
expect r/several-folders both gave 0 AND equal mixed/a "$root/tree/a" AND test -e mixed/empty
run get P -r tree --to wide --parallel 4 --json
expect parallel/get-brings-all both gave 0 AND equal wide/tree "$root/tree" AND lines 61
run put P -r down/tree --to in/deep/here --parallel 3 --json
expect parallel/put-makes-folders-and-brings-all both gave 0 AND equal "$root/in/deep/here/tree" down/tree AND lines 61
run put P -r down/tree --to in/deep/here
expect r/put-existing-is-1 both gave 1 AND equal "$root/in/deep/here/tree" down/tree
(cd down/tree && run put P -r . --to dot && echo "$code" >"$work/code")
expect r/put-dot-means-contents both test "$(cat "$work/code")" = 0 AND equal "$root/dot" down/tree
run get P -r nowhere --to never
expect r/missing-is-9 gave 9
for wrong in 0 9 x; do
  run get P tree --parallel "$wrong"
  expect "parallel/bad-number-is-2/$wrong" gave 2
done

# On a terminal: every file that is there is asked about, and what ends meanwhile does not wipe the question away.
cat >"$work/terminal.py" <<'PROGRAM'
import os, pty, select, signal, sys, time
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
shown, wanted, answers, end = b"", True, 0, time.monotonic() + 30
while time.monotonic() < end and answers <= int(sys.argv[1]):
    if select.select([terminal], [], [], 0.3)[0]:
        try:
            new = os.read(terminal, 65536)
        except OSError:
            break
        shown, wanted = shown + new, True
    elif wanted and shown.endswith(b"[y/N] "):
        os.write(terminal, b"y\n")
        wanted, answers = False, answers + 1
if time.monotonic() >= end:
    os.kill(child, signal.SIGKILL)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 or answers != int(sys.argv[1]))
PROGRAM
mkdir asked && echo mine | tee asked/f1 asked/f2 asked/f3 >asked/f4
python3 "$work/terminal.py" 4 "$cli" get P tree/f1 tree/f2 tree/f3 tree/f4 --to asked --secrets "$work/secrets" >"$work/out" 2>"$work/err"
code=$?
expect asks/each-question-stays-until-its-answer both gave 0 AND same asked/f1 "$root/tree/f1" AND same asked/f4 "$root/tree/f4"

# What may not be written or followed
mkdir "$root/odd"
echo bad >"$root/odd/a\\b"
echo good >"$root/odd/good"
run get P -r odd --to odd
expect unsafe/is-13-and-the-others-arrive both gave 13 AND test -e odd/odd/good AND test "$(find odd -type f | wc -l)" = 1
mkdir -p up/down
echo up >up/one
run partner edit P --remote-dir dot
run put P -r up/down/..
expect unsafe/put-of-dot-dot-stays-in-the-folder both gave 13 AND missing "$root/one"
run partner edit P --remote-dir ''
run put P -r up/. --to dotted
expect r/put-slash-dot-means-contents both gave 0 AND same up/one "$root/dotted/one"
mkdir links
echo file >links/file
ln -s /etc links/etc
ln -s file links/link
run put P -r links
expect links/are-left-out-and-told both gave 0 AND test "$(find "$root/links" -type f | wc -l)" = 1 AND grep -q 'links/etc' "$work/err"

# Going on
head -c 3000000 /dev/urandom >"$root/big"
begin () { head -c "$1" "$root/big" >big; }
begin 1000000
run get P big --resume --json
expect resume/goes-on-behind-a-beginning both gave 0 AND same big "$root/big" AND started 'start == 934464 and bytes == 2065536' AND no_parts
sha=$(sha256sum <"$root/big" | cut -c1-64)
expect resume/hash-is-of-the-whole said "$sha"
touch -d 2001-01-01 big
run get P big --resume --json
expect resume/of-another-time-all-is-compared both gave 0 AND started 'left and start == 0 and bytes == 3000000'
{ printf x; tail -c +2 "$root/big"; } >big
touch -d 2001-01-01 big
cp big other
run get P big --resume
expect resume/the-same-tail-is-no-proof both gave 8 AND same big other
run put P big --resume
expect resume/nor-for-put both gave 1 AND test "$(cmp "$root/big" other | wc -l)" = 1
touch -d "@$(stat -c %Y "$root/big")" big
head -c 1000000 /dev/urandom >big
run get P big --resume
expect resume/other-bytes-fall-back-to-the-rule both gave 8 AND test "$(stat -c %s big)" = 1000000
run get P big --resume --overwrite yes
expect resume/and-the-rule-may-replace both gave 0 AND same big "$root/big" AND no_parts
begin 100
run get P big --resume
expect resume/a-small-beginning both gave 0 AND same big "$root/big"
{ cat "$root/big"; echo more; } >big
run get P big --resume
expect resume/longer-than-the-source-is-8 both gave 8 AND test "$(stat -c %s big)" = 3000005
cp "$root/big" sent
head -c 1500000 sent >"$root/sent"
run put P sent --resume --json
expect resume/put-goes-on both gave 0 AND same sent "$root/sent" AND started 'start == 1500000 and bytes == 1500000' AND said "$sha"
run put P sent --resume --json
expect resume/put-leaves-the-same both gave 0 AND started 'left'
head -c 1500000 /dev/urandom >"$root/sent"
run put P sent --resume
expect resume/put-other-bytes-is-1 both gave 1 AND test "$(stat -c %s "$root/sent")" = 1500000
run get P big --resume --ascii
expect resume/never-as-text gave 2

# kill -9 in the middle: only a temporary name, and the next run goes on
truncate -s 6G "$root/endless"
# shellcheck disable=SC2317  # by until_true and expect
begun () { [ -n "$(find "$work/here" -maxdepth 1 -name '.endless*waybill-part' -size +2M)" ]; }
"$cli" get P endless --resume --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null &
pid=$!
until_true 30 begun
kill -KILL "$pid"
wait "$pid" 2>/dev/null
expect killed/only-a-temporary-name both missing endless AND begun
part=$(stat -c %s .endless*) part_name=$(echo .endless*)
truncate -s 6G "$root/endless" # the same size and, below, another time: another source
touch -d 2005-05-05 "$root/endless"
"$cli" get P endless --resume --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null &
pid=$!
# shellcheck disable=SC2317  # by until_true and expect
others () { [ -n "$(find "$work/here" -maxdepth 1 -name '.endless*waybill-part' ! -name "${part_name#./}" -size +2M)" ] && missing "$part_name"; }
until_true 30 others
expect killed/another-time-is-another-source-and-the-old-part-goes others
kill -INT "$pid"
wait "$pid"
code=$?
expect killed/interrupted-is-12-and-kept both gave 12 AND others AND test "$part" -gt 0
rm -f .endless* "$root/endless"
head -c 200000000 /dev/urandom >"$root/whole"
# shellcheck disable=SC2317  # by until_true and expect
begun () { [ -n "$(find "$work/here" -maxdepth 1 -name '.whole*waybill-part' -size +2M)" ]; }
"$cli" get P whole --resume --secrets "$work/secrets" >"$work/out" 2>"$work/err" </dev/null &
pid=$!
until_true 30 begun
kill -KILL "$pid"
wait "$pid" 2>/dev/null
run get P whole --resume --json
expect killed/the-next-run-goes-on both gave 0 AND same whole "$root/whole" AND started 'start > 0 or left' AND no_parts
rm -f whole "$root/whole"

# Checks
run get P big --to checked --verify size
expect verify/size both gave 0 AND same checked "$root/big"
run get P big --to hashed --verify hash
expect verify/hash-that-is-not-to-be-had-fails both test "$code" != 0 AND missing hashed AND no_parts
run get P big --to never --verify maybe
expect verify/unknown-is-2 gave 2
run get P big --to hashed --verify hash
expect verify/hash-that-is-not-to-be-had-is-10-and-says-what-to-do both gave 10 AND grep -q -- '--verify size' "$work/err"
run put P big --to never-sent --verify hash
expect verify/nothing-is-sent-for-a-proof-that-nobody-gives both gave 10 AND missing "$root/never-sent"

# As text
printf 'one\ntwo\n' >text
run put P text --ascii --json
expect text/put both gave 0 AND started 'text and not size_checked' AND said "$(sha256sum <text | cut -c1-64)"
run get P text --ascii --to text-back
expect text/get-says-that-sizes-are-not-compared both gave 0 AND said 'sizes are not compared' AND same text text-back
for wrong in size hash; do
  run get P text --ascii --to never-text --verify "$wrong"
  expect "text/no-proof-by-$wrong" both gave 2 AND missing never-text
done

# Two files, one name
mkdir -p "$root/one" "$root/two" mine yours
echo first | tee "$root/one/same" >mine/same
echo second | tee "$root/two/same" >yours/same
run get P -r one/ two/ --to both --overwrite yes
expect twice/get-is-8-and-the-first-stays both gave 8 AND same both/same "$root/one/same" AND grep -q 'same name' "$work/err"
run put P -r mine/ yours/ --to both --overwrite yes
expect twice/put-is-1-and-the-first-stays both gave 1 AND same "$root/both/same" mine/same

# Neither file nor folder
mkdir -p pipes/one linked/tree
mkfifo pipes/one/same
run get P -r one --to pipes --overwrite yes
expect odd/a-pipe-is-8-and-stays both gave 8 AND test -p pipes/one/same AND grep -q 'pipe' "$work/err"
mkdir outside
ln -s "$work/here/outside" linked/tree/a
run get P -r tree --to linked
expect odd/a-link-below-the-folder-is-8-and-not-followed both gave 8 AND test -z "$(ls outside)" AND test -e linked/tree/c/empty

# --to
run get P nowhere --to new/deep/
expect to/a-folder-for-nothing-is-removed both gave 9 AND missing new
run get P text --to gone/x
expect to/no-such-folder-is-8 both gave 8 AND grep -q 'gone' "$work/err" AND missing gone
run get P text --to new/deep/
expect to/a-folder-is-made both gave 0 AND test -f new/deep/text
run put P text --to fresh/deep/
expect to/a-folder-is-made-there both gave 0 AND test -f "$root/fresh/deep/text"

# A sent file keeps its time
touch -d '2020-01-02 03:04:05 UTC' text
run put P text --to dated --json
expect time/is-kept both gave 0 AND started 'time_set' AND test "$(stat -c %Y "$root/dated")" = 1577934245

# open
ask () {
  printf '%s\n' "$@" | timeout 60 "$cli" open P --secrets "$work/secrets" >"$work/out" 2>"$work/err"
  code=$?
}
echo hello >hello
ask pwd 'cd tree' 'get f1 --to one' 'cd a' 'put hello' 'rename hello greeting' 'mkdir sub' 'ls' 'quote NOOP' quit 'ls nowhere'
expect open/commands-in-folders both gave 0 AND same one "$root/tree/f1" AND same hello "$root/tree/a/greeting" AND test -d "$root/tree/a/sub" \
  AND said greeting AND said '^200'
ask 'cd tree/a' 'rm greeting' 'cd nowhere' 'pwd'
expect open/an-error-gives-its-code-and-goes-on both gave 9 AND missing "$root/tree/a/greeting" AND said 'tree/a$'
ask 'cd tree' 'cd ..' pwd 'get tree/f1 --to back'
expect open/back-where-it-began both gave 0 AND same back "$root/tree/f1"
ask 'quote CWD /tree' pwd 'put hello' 'get f1 --to walked'
expect open/walked-by-the-server-s-command both gave 0 AND said '^/tree$' AND same "$root/tree/hello" hello AND same walked "$root/tree/f1"
rm "$root/tree/hello"
printf '%s\n' 'get tree/f1 --to first' 'put hello --to twice' 'get tree/f2 --to second' ls \
  | timeout 60 "$cli" open P --secrets "$work/secrets" --log "$work/talk" >"$work/out" 2>"$work/err"
code=$?
expect open/one-session-for-all both gave 0 AND same second "$root/tree/f2" AND test "$(grep -c 'PASS' "$work/talk")" = 1
ask 'cd tree' 'append hello added' 'append hello added'
expect open/append both gave 0 AND test "$(cat "$root/tree/added")" = "$(printf 'hello\nhello')" AND said '6 bytes added'
ask 'append hello'
expect open/append-wants-two-names gave 2
ask 'dance'
expect open/unknown-is-2 gave 2
run open nobody-here
expect open/a-misspelt-partner-is-2 gave 2
run open 127.0.0.1 "$port" gopher
expect open/unknown-method-is-2 gave 2
before=$(find "$XDG_DATA_HOME" "$XDG_STATE_HOME" -type f | wc -l)
printf '%s\nls\n' "$password" | timeout 60 "$cli" open practice@127.0.0.1 "$port" >"$work/out" 2>"$work/err"
code=$?
expect open/a-host-that-nobody-trusts-is-5-and-kept-nowhere both gave 5 AND test "$(find "$XDG_DATA_HOME" "$XDG_STATE_HOME" -type f | wc -l)" = "$before"

kill -TERM "$practice"
wait "$practice"
practice=
echo "1..$number"
