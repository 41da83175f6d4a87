#!/bin/sh
# run-pages-test.sh SCRIPT PAGES ARGUMENTS...: a test that looks at the pages from outside, as a screen reader and a keyboard do: on a
# display, a window manager and a session bus of its own. Without the tools it says so and skips.
set -u

for tool in xvfb-run dbus-run-session xdotool openbox; do
  if ! command -v "$tool" >/dev/null; then
    echo "1..0 # SKIP $tool is not installed"
    exit 0
  fi
done
if ! /usr/bin/python3 -c 'import gi; gi.require_version ("Atspi", "2.0"); from gi.repository import Atspi' 2>/dev/null; then
  echo '1..0 # SKIP the accessibility library of Python is not installed'
  exit 0
fi

# The session's bus is a new one, and this once the accessible tree is wanted.
unset DBUS_SESSION_BUS_ADDRESS GTK_A11Y NO_AT_BRIDGE
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable
# Only the test itself may write to the output: the services of the new bus have theirs beside it.
exec 3>&1 1>&2
# shellcheck disable=SC2016  # for the inner shell
exec xvfb-run -a -s '-screen 0 1600x1200x24 -nolisten tcp' dbus-run-session -- timeout "${WAYBILL_UI_SECONDS:-290}" sh -c '
  openbox >/dev/null 2>&1 &
  manager=$!
  /usr/bin/python3 "$@" >&3
  status=$?
  kill "$manager"
  exit $status' sh "$@"
