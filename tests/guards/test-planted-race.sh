#!/bin/sh
# The thread sanitizer reports the race that PROGRAM holds. TAP. test-planted-race.sh PROGRAM
# It may miss one now and then, when both threads are not there at a time: three tries.
echo 1..1
for _ in 1 2 3; do
  said=$("$1" 2>&1)
  if echo "$said" | grep -q 'ThreadSanitizer: data race' && echo "$said" | grep -q write_number; then
    echo 'ok 1 /guards/planted-race-is-reported'
    exit 0
  fi
done
echo 'not ok 1 /guards/planted-race-is-reported'
echo "$said" | sed 's/^/# /'
