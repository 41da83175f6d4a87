#!/bin/sh
# A real ProFTPD on loopback, run as whoever tests. See common.sh for how to call it.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/servers/common.sh
. "$here/common.sh"
unpacked=${WAYBILL_TEST_SERVERS:?where get.sh unpacked the servers}

tls_settings () {
  cat <<SETTINGS
TLSEngine on
TLSLog $work/tls.log
TLSProtocol $protocols
TLSRequired on
SETTINGS
  case $certificate in
    *-ec) kind=EC ;;
    *) kind=RSA ;;
  esac
  echo "TLS${kind}CertificateFile $certs/server/$certificate.pem"
  echo "TLS${kind}CertificateKeyFile $certs/server/$certificate.key"
  # It does not send a chain that stands in the certificate's own file.
  awk 'leaf { print } /END CERTIFICATE/ { leaf = 1 }' "$certs/server/$certificate-chain.pem" >"$work/chain.pem"
  [ ! -s "$work/chain.pem" ] || echo "TLSCertificateChainFile $work/chain.pem"
  if [ "$client_certificate" = yes ]; then
    echo "TLSCACertificateFile $certs/ca/chain.pem"
    echo "TLSVerifyClient on"
  fi
  options=
  [ "$mode" != implicit ] || options=UseImplicitSSL
  [ "$reuse" = yes ] || options="$options NoSessionReuseRequired"
  [ -z "$options" ] || echo "TLSOptions $options"
}

prepare () {
  # The user is whoever tests, under another name.
  printf '%s:%s:%s:%s::%s:/bin/sh\n' "$user" "$(echo "$password" | openssl passwd -6 -stdin)" "$(id -u)" "$(id -g)" \
    "$home" >"$work/users"
  root=$home
  {
    cat <<SETTINGS
ModulePath $unpacked/usr/lib/proftpd
LoadModule mod_tls.c
ServerType standalone
ServerName "$variant"
ServerIdent on "Partner"
DefaultAddress $host
SocketBindTight on
Port $port
User $(id -un)
Group $(id -gn)
ControlsEngine off
UseIPv6 $([ "$host" = 127.0.0.1 ] && echo off || echo on)
UseReverseDNS off
AuthOrder mod_auth_file.c
AuthUserFile $work/users
RequireValidShell off
AllowOverwrite on
AllowStoreRestart on
AllowRetrieveRestart on
TimesGMT on
Umask 077
WtmpLog off
PidFile $work/proftpd.pid
ScoreboardFile $work/scoreboard
DelayEngine off
DelayTable none
TransferLog none
SystemLog $work/system.log
LogFormat commands "%r"
ExtendedLog $log ALL commands
LogFormat sessions "%P %u %s %r"
ExtendedLog $work/sessions.log ALL sessions
SETTINGS
    # Only root can be shut into a folder, and only root must be.
    if [ "$(id -u)" = 0 ]; then
      root=/
      printf 'RootLogin on\nDefaultRoot %s\n' "$home"
    fi
    [ "$mode" = plain ] || tls_settings
    [ "$digest" = no ] || printf 'LoadModule mod_digest.c\nDigestCache off\nDigestOptions NoTransferCache\n'
  } >"$work/proftpd.conf"
}

run () {
  launch "$unpacked/usr/sbin/proftpd" -n -q -c "$work/proftpd.conf"
}

[ "${1:-}" = stop ] || [ -x "$unpacked/usr/sbin/proftpd" ] || refuse "ProFTPD is not unpacked (./dev test does it)"
main "$@"
