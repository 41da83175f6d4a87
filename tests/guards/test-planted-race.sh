#!/bin/sh
# The thread sanitizer reports the race that PROGRAM holds. TAP. test-planted-race.sh PROGRAM
echo 1..1
said=$("$1" 2>&1)
if echo "$said" | grep -q 'ThreadSanitizer: data race' && echo "$said" | grep -q write_number; then
  echo 'ok 1 /guards/planted-race-is-reported'
else
  echo 'not ok 1 /guards/planted-race-is-reported'
  echo "$said" | sed 's/^/# /'
fi
