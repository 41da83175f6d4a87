#!/bin/sh
# watch.sh PARENT COMMAND...: runs COMMAND until it ends, PARENT is gone (0: nobody's) or 300 seconds are over, then ends
# its own process group. Started through setsid, so that the group holds the server and its sessions alone.
set -u
parent=$1
shift

"$@" &
child=$!

end () {
  trap '' TERM
  kill -s TERM 0
  sleep 0.1
  kill -s KILL "$child" 2>/dev/null
  wait "$child"
  exit 0
}

trap end TERM
turns=0
while [ "$turns" -lt 600 ] && kill -s 0 "$child" 2>/dev/null; do
  if [ "$parent" -ne 0 ] && ! kill -s 0 "$parent" 2>/dev/null; then
    break
  fi
  sleep 0.5
  turns=$((turns + 1))
done
end
