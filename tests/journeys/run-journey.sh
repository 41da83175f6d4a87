#!/bin/sh
# Runs the journeys of one file: run-journey.sh FILE.py. Without the tools it says so and skips. The interpreter is the
# system's own, which has GObject's bindings.
set -u
here=$(cd "$(dirname "$0")" && pwd)

for tool in Xvfb openbox xdotool dbus-daemon gdbus import gnome-keyring-daemon secret-tool; do
  if ! command -v "$tool" >/dev/null; then
    echo "1..0 # SKIP $tool is not installed"
    exit 0
  fi
done
if ! /usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null; then
  echo "1..0 # SKIP /usr/bin/python3 has no accessibility bindings (python3-gi, gir1.2-atspi-2.0)"
  exit 0
fi
if [ ! -e /usr/share/dbus-1/services/org.a11y.Bus.service ]; then
  echo "1..0 # SKIP at-spi2-core is not installed"
  exit 0
fi
unset PYTHONPATH PYTHONHOME
export PYTHONDONTWRITEBYTECODE=1
file=$1
shift
exec /usr/bin/python3 "$here/$file" "$@"
