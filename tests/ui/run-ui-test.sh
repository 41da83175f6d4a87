#!/bin/sh
# Runs one window test on a display and a session bus of its own; without the tools it says so and skips.
set -u

for tool in xvfb-run dbus-run-session; do
  if ! command -v "$tool" >/dev/null; then
    echo "1..0 # SKIP $tool is not installed"
    exit 0
  fi
done

# dbus-run-session sets the address itself; the tests' own "disabled:" would win otherwise.
unset DBUS_SESSION_BUS_ADDRESS
# Drawn without GL, whose drivers keep a little memory of their own.
export GDK_BACKEND=x11 GSK_RENDERER=cairo GDK_DEBUG=gl-disable
exec xvfb-run -a -s '-screen 0 1024x768x24 -nolisten tcp' dbus-run-session -- timeout "${WAYBILL_UI_SECONDS:-110}" "$@"
