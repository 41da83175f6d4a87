#!/bin/sh
# Shows each guard failing: plants one violation at a time in a copy of the tree and asserts that the guard, or the build
# of the layer's closed object, says so in words. TAP. test-guards.sh ROOT
set -u
root=$1
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
guards="$root/tests/guards/guards.py"
for part in app ui resources po tests meson.build meson_options.txt dev; do
  cp -r "$root/$part" "$copy/"
done

number=0
# report NAME STATUS: the output of a failure is in $copy/said.
report () {
  number=$((number + 1))
  if [ "$2" = 0 ]; then
    echo "ok $number /guards/shown-failing/$1"
  else
    echo "not ok $number /guards/shown-failing/$1"
    sed 's/^/# /' "$copy/said"
  fi
}

# The copy as it was, file by file.
restore () {
  if [ -e "$root/$1" ]; then cp "$root/$1" "$copy/$1"; else rm -f "$copy/$1"; fi
}

# planted NAME FILE TEXT EXPECTED: with TEXT at the end of FILE, guards.py fails and says EXPECTED.
planted () {
  printf '%s\n' "$3" >>"$copy/$2"
  "$guards" "$copy" >"$copy/said" 2>&1
  failed=$?
  restore "$2"
  if [ "$failed" = 1 ] && grep -q "^$2:.*$4" "$copy/said"; then report "$1" 0; else report "$1" 1; fi
}

planted upward-include app/net/net-wait.c '#include "tls-session.h"' 'upward include: "tls-session.h" belongs to tls'
planted include-with-folder app/net/net-wait.c '#include "base/base-log.h"' 'carries no folder'
planted engine-outside-main app/cli/planted.c '#include "ftp-remote.h"' 'only main.c names an engine'
planted gtk-below-ui app/partner/partner.c '#include <gtk/gtk.h>' 'may be included only by ui'
planted gnutls-in-net app/net/net-stream.c '#include <gnutls/gnutls.h>' 'may be included only by'
planted translation-in-engine app/ftp/ftp-reply.c 'const char *planted (void) { return _("no"); }' 'translated text lives only in'
planted blocking-outside-net-wait app/ftp/ftp-data.c 'void planted (void) { sleep (1); }' 'sleep() may wait'
planted blocking-resolver app/partner/partner.c 'int planted (void) { return getaddrinfo (0, 0, 0, 0); }' 'getaddrinfo() may wait'
planted lock-outside-base-thread app/remote/remote.c 'static GMutex planted;' 'threads and locks live in'
planted template-without-code ui/common/ui-planted.ui '<interface/>' 'has no ui-planted.c beside it'
planted template-outside-bundle ui/common/ui-planted.ui '<interface/>' 'does not stand in the part_templates'
planted source-not-built app/net/net-planted.c 'void planted (void);' 'no meson.build beside it names it'
planted file-too-long app/net/net-planted.h "$(yes '' | head -n 600 | sed 's/^/\/\/ long/')" 'longer than 550 lines'

sed -i '/ui-window\.c/d' "$copy/po/POTFILES.in"
"$guards" "$copy" >"$copy/said" 2>&1
grep -q 'ui/window/ui-window.c holds translated text and is not listed' "$copy/said"
report translated-file-not-listed $?
restore po/POTFILES.in

"$guards" "$root" >"$copy/said" 2>&1
report nothing-planted-nothing-found $?

# The build's own proof: an include folder that is not there, and a closed object that does not link. (The build's
# environment must not reach the one below it.)
unset NINJA_STATUS MAKEFLAGS
meson setup "$copy/build" "$copy" -Dwindow=disabled >"$copy/said" 2>&1 && ninja -C "$copy/build" -t targets all >"$copy/targets"
closed=$(sed -n 's/^\(.*libclosed-net\.so\): .*/\1/p' "$copy/targets" 2>/dev/null)
if [ -z "$closed" ]; then
  report closed-object-exists 1
else
  ninja -C "$copy/build" "$closed" >"$copy/said" 2>&1
  report closed-object-links-when-nothing-is-planted $?

  printf '#include "tls-session.h"\n' >>"$copy/app/net/net-wait.c"
  ! ninja -C "$copy/build" "$closed" >"$copy/said" 2>&1 && grep -q 'tls-session.h: No such file' "$copy/said"
  report upward-include-does-not-compile $?
  restore app/net/net-wait.c

  printf 'void waybill_tls_session_free (void *);\nvoid planted (void);\nvoid planted (void) { waybill_tls_session_free (0); }\n' \
    >>"$copy/app/net/net-wait.c"
  ! ninja -C "$copy/build" "$closed" >"$copy/said" 2>&1 && grep -q 'undefined reference to .waybill_tls_session_free' "$copy/said"
  report upward-call-does-not-link $?
fi
echo "1..$number"
