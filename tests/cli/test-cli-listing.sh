#!/bin/bash
# waybill-cli listing ($WAYBILL_CLI): what a raw listing on standard input is read as, for people and for programs, without a server. TAP.
set -u
cli=${WAYBILL_CLI:?names the waybill-cli to test}
work=$(mktemp -d "${TMPDIR:-/tmp}/waybill-test-XXXXXX")
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache

number=0
# expect NAME CONDITION...: one result; the output of the last run is shown when it failed.
expect () {
  number=$((number + 1))
  if "${@:2}" >/dev/null 2>&1; then
    echo "ok $number /cli/listing/$1"
  else
    echo "not ok $number /cli/listing/$1"
    printf '# exit %s, wanted: %s\n' "${code:-}" "${*:2}"
    sed 's/^/# out: /' "$work/out" | head -n 20
    sed 's/^/# err: /' "$work/err" | head -n 20
  fi
}
# run TEXT OPTION...: reads TEXT (printf's escapes) as a listing.
run () {
  # shellcheck disable=SC2059  # the listing is a format: its escapes are meant
  printf -- "$1" | timeout 30 "$cli" listing "${@:2}" >"$work/out" 2>"$work/err"
  code=${PIPESTATUS[1]}
}
gave () { [ "$code" = "$1" ]; }
printed () { [ "$(cat "$work/out")" = "$1" ]; }
said () { grep -q -- "$1" "$work/err"; }
silent () { ! said "$1"; }
lines () { [ "$(wc -l <"$work/out")" = "$1" ]; }
both () { [ "$code" = 0 ] && "$@"; }
now=--now=2026-11-22T12:00:00Z
unix='-rw-r--r--   1 edi edi 1234 Nov 22 10:15 order.edi\r\n'
old='drwxr-xr-x   2 edi edi 4096 Mar  1  2024 pub\r\n'
link='lrwxrwxrwx   1 edi edi 11 Nov 22 10:15 in -> ../out\r\n'

run "$unix" "$now" --json
expect json-has-the-keys-of-ls both printed '{"name":"order.edi","type":"file","size":1234,"mtime":"2026-11-22T10:15:00Z","target":null,"raw":"-rw-r--r--   1 edi edi 1234 Nov 22 10:15 order.edi"}'
run "total 3\r\n$unix$old$link" "$now" --json
expect a-line-an-entry both lines 3
expect link-tells-its-target grep -q '"name":"in","type":"link","size":11,.*"target":"../out"' "$work/out"
run "what is this\n$unix" "$now" --json
expect unread-line-is-raw-alone both grep -qx '{"raw":"what is this"}' "$work/out"
expect unread-line-hides-no-neighbour grep -q '"name":"order.edi"' "$work/out"
expect unread-line-is-told said '1 line could not be read'
run '11-22-26  10:15AM       <DIR>          outgoing\r\n' "$now" --json --system Windows_NT
expect unknown-size-is-null both grep -q '"type":"dir","size":null,"mtime":"2026-11-22T10:15:00Z"' "$work/out"
run '\033[2J\n' "$now" --json
expect escapes-stay-escapes both printed '{"raw":"\u001b[2J"}'

# Times: never shifted, whatever zone this computer is in.
TZ=Asia/Tokyo run "$unix" "$now"
expect people-get-utc-too both grep -q '2026-11-22 10:15 order.edi' "$work/out"
TZ=Asia/Tokyo run "$unix" --now=2026-11-22T12:00:00 --json
expect now-without-a-zone-is-utc both grep -q '"mtime":"2026-11-22T10:15:00Z"' "$work/out"
run '-rw-r--r-- 1 u g 7 Dec 31 23:50 x\n' --now=2027-01-01T05:00:00+05:30 --json
expect now-may-have-a-zone both grep -q '"mtime":"2026-12-31T23:50:00Z"' "$work/out"
run '-rw-r--r-- 1 u g 7 Dec 31 23:50 x\n' --now=2025-06-01T00:00:00Z --json
expect year-is-of-the-time-before-now both grep -q '"mtime":"2024-12-31T23:50:00Z"' "$work/out"
run "$unix" --now=yesterday
expect now-must-be-a-time gave 2

# The hint: a SYST reply, or a dialect; what says nothing is a note.
ambiguous='05-11-26  10:15AM  12 a\r\n'
run "$ambiguous" "$now" --json --system dos
expect dialect-is-taken both grep -q '"mtime":"2026-05-11T10:15:00Z"' "$work/out"
run "$ambiguous" "$now" --json --system dos-dmy
expect other-order-is-taken both grep -q '"mtime":"2026-11-05T10:15:00Z"' "$work/out"
run "$unix" "$now" --system "UNIX Type: L8"
expect known-hint-is-not-remarked both silent 'says nothing'
expect kind-is-told said 'unix'
run "$unix" "$now" --system 'A toaster' --json
expect unknown-hint-is-a-note both said 'A toaster'
expect unknown-hint-changes-nothing grep -q '"name":"order.edi"' "$work/out"
run "$unix" "$now" --system VMS --json
expect wrong-hint-changes-nothing both grep -q '"name":"order.edi"' "$work/out"

# Little, nothing, much.
run '' "$now" --json
expect empty-is-no-error both printed ''
run 'total 0\r\n' "$now"
expect empty-folder-is-said both said 'empty'
run "${unix%\\r\\n}" "$now" --json
expect last-line-needs-no-end both lines 1
for ((i = 0; i < 3000; i++)); do echo "-rw-r--r-- 1 edi edi $i Nov 22 10:15 file-$i"; done |
  timeout 30 "$cli" listing "$now" --json >"$work/out" 2>"$work/err"
code=$?
expect thousands both lines 3000
head -c 100000 /dev/zero | timeout 30 "$cli" listing "$now" --json >"$work/out" 2>"$work/err"
code=$?
expect zeros-are-one-unread-line both lines 1
run "$unix" extra
expect takes-no-arguments gave 2
if [ ! -e "$work/data" ] && [ ! -e "$work/state" ]; then clean=yes; else clean=no; fi
expect leaves-no-trace [ "$clean" = yes ]
echo "1..$number"
