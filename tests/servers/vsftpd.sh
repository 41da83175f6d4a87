#!/bin/sh
# A real vsftpd on loopback. It knows its users through PAM alone, so it runs in a mount namespace of its own, with its
# own /etc/passwd and /etc/pam.d laid over the machine's; that needs root. See common.sh for how to call it.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/servers/common.sh
. "$here/common.sh"
unpacked=${WAYBILL_TEST_SERVERS:?where get.sh unpacked the servers}

yes_no () {
  if [ "$1" = "$2" ]; then echo YES; else echo NO; fi
}

tls_settings () {
  cat <<SETTINGS
ssl_enable=YES
implicit_ssl=$(yes_no "$mode" implicit)
force_local_data_ssl=YES
force_local_logins_ssl=YES
require_ssl_reuse=$(yes_no "$reuse" yes)
ssl_ciphers=HIGH
rsa_cert_file=$certs/server/$certificate-chain.pem
rsa_private_key_file=$certs/server/$certificate.key
debug_ssl=YES
SETTINGS
  if [ "$client_certificate" = yes ]; then
    printf 'ssl_request_cert=YES\nrequire_cert=YES\nvalidate_cert=YES\nca_certs_file=%s\n' "$certs/ca/chain.pem"
  fi
}

prepare () {
  root=/
  listen="listen=YES
listen_ipv6=NO
listen_address=$host"
  [ "$host" = 127.0.0.1 ] || listen="listen=NO
listen_ipv6=YES
listen_address6=$host"
  mkdir -p "$work/empty"
  # The user has root's number, and its folder as root directory: the folder may lie where nobody else can go.
  private_etc 0 waybill-vsftpd
  openssl_settings >"$work/openssl.cnf"
  {
    cat <<SETTINGS
$listen
listen_port=$port
background=NO
anonymous_enable=NO
local_enable=YES
write_enable=YES
ascii_upload_enable=YES
ascii_download_enable=YES
local_umask=077
pam_service_name=waybill-vsftpd
delay_failed_login=0
local_root=$home
chroot_local_user=YES
allow_writeable_chroot=YES
secure_chroot_dir=$work/empty
nopriv_user=nobody
connect_from_port_20=NO
xferlog_enable=YES
xferlog_std_format=NO
log_ftp_protocol=YES
vsftpd_log_file=$log
SETTINGS
    [ "$mode" = plain ] || tls_settings
  } >"$work/vsftpd.conf"
}

run () {
  # shellcheck disable=SC2016  # for the inner shell
  launch unshare --mount --propagation private sh -c '
    for file in passwd shadow group pam.d; do mount --bind "$1/etc/$file" "/etc/$file" || exit 1; done
    OPENSSL_CONF=$1/openssl.cnf exec "$2" "$1/vsftpd.conf"' sh "$work" "$unpacked/usr/sbin/vsftpd"
}

if [ "${1:-}" != stop ]; then
  [ -x "$unpacked/usr/sbin/vsftpd" ] || refuse "vsftpd is not unpacked (./dev test does it)"
  need_mount_namespace vsftpd
fi
main "$@"
