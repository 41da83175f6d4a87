#!/bin/sh
# watch.sh PARENT COMMAND...: runs COMMAND until it ends, PARENT is gone (0: nobody's) or WAYBILL_FIXTURE_SECONDS (300) are
# over, then ends its own process group. Started through setsid, so that the group holds the server and its sessions alone.
# When PARENT is gone, nobody will stop the fixture: the large files in WAYBILL_FIXTURE_HOME go too.
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
most=$((2 * ${WAYBILL_FIXTURE_SECONDS:-300}))
while [ "$turns" -lt "$most" ] && kill -s 0 "$child" 2>/dev/null; do
  if [ "$parent" -ne 0 ] && ! kill -s 0 "$parent" 2>/dev/null; then
    rm -rf --one-file-system -- "${WAYBILL_FIXTURE_HOME:?}"
    break
  fi
  sleep 0.5
  turns=$((turns + 1))
done
end
