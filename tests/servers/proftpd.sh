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
    clients=$certs/server/$certificate-clients.pem
    [ -e "$clients" ] || clients=$certs/ca/chain.pem
    echo "TLSCACertificateFile $clients"
    echo "TLSVerifyClient on"
  fi
  options=
  [ "$mode" != implicit ] || options=UseImplicitSSL
  [ "$reuse" = yes ] || options="$options NoSessionReuseRequired"
  if [ "$mapped" = yes ]; then
    echo "TLSUserName CommonName"
    options="$options StdEnvVars"
  fi
  [ -z "$options" ] || echo "TLSOptions $options"
}

# The user is whoever tests, under another name.
one_user () { # one_user NAME HASH HOME
  mkdir -p "$3"
  printf '%s:%s:%s:%s::%s:/bin/sh\n' "$1" "$2" "$(id -u)" "$(id -g)" "$3"
}

prepare () {
  root=$home
  jail=$home
  order=mod_auth_file.c
  if [ "$mapped" = yes ]; then
    # No password is right: the certificate lets its user in, and nobody else.
    { one_user anna '!' "$home/anna"; one_user berta '!' "$home/berta"; } >"$work/users"
    jail='~'
    order='mod_tls.c mod_auth_file.c'
  else
    one_user "$user" "$(echo "$password" | openssl passwd -6 -stdin)" "$home" >"$work/users"
  fi
  {
    cat <<SETTINGS
ModulePath $unpacked/usr/lib/proftpd
LoadModule mod_tls.c
ServerType standalone
ServerName "$variant"
ServerIdent on "${WAYBILL_FIXTURE_IDENT:-Partner}"
DefaultAddress $host
SocketBindTight on
Port $port
User $(id -un)
Group $(id -gn)
ControlsEngine off
UseIPv6 $([ "$host" = 127.0.0.1 ] && echo off || echo on)
UseReverseDNS off
AuthOrder $order
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
      printf 'RootLogin on\nDefaultRoot %s\n' "$jail"
    fi
    [ "$mode" = plain ] || tls_settings
    [ "$slow" = no ] || printf 'TransferRate RETR,STOR 400\n'
    if [ "$mapped" = yes ]; then
      printf 'LogFormat certificates "%%u %%{TLS_CLIENT_S_DN}e %%m"\nExtendedLog %s AUTH certificates\n' "$work/certificates.log"
    fi
    [ "$digest" = no ] || printf 'LoadModule mod_digest.c\nDigestCache off\nDigestOptions NoTransferCache\n'
  } >"$work/proftpd.conf"
}

run () {
  launch "$unpacked/usr/sbin/proftpd" -n -q -c "$work/proftpd.conf"
}

[ "${1:-}" = stop ] || [ -x "$unpacked/usr/sbin/proftpd" ] || refuse "ProFTPD is not unpacked (./dev test does it)"
main "$@"
