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

# Version 3.0.3 has no setting for TLS 1.2 and 1.3; OpenSSL's own configuration does it for every program.
openssl_settings () {
  cat <<SETTINGS
openssl_conf = all
[all]
ssl_conf = ssl
[ssl]
system_default = limits
[limits]
MinProtocol = ${protocols%% *}
MaxProtocol = ${protocols##* }
SETTINGS
}

prepare () {
  root=/
  mkdir -p "$work/etc/pam.d" "$work/empty"
  hash=$(echo "$password" | openssl passwd -6 -stdin)
  # The user has root's number, and its folder as root directory: the folder may lie where nobody else can go.
  printf 'root:x:0:0::/:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n%s:x:0:0::%s:/bin/sh\n' "$user" "$home" \
    >"$work/etc/passwd"
  printf 'root:*:19000:0:99999:7:::\nnobody:*:19000:0:99999:7:::\n%s:%s:19000:0:99999:7:::\n' "$user" "$hash" \
    >"$work/etc/shadow"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$work/etc/group"
  printf 'auth required pam_unix.so nodelay\naccount required pam_unix.so\nsession required pam_permit.so\n' \
    >"$work/etc/pam.d/waybill-vsftpd"
  openssl_settings >"$work/openssl.cnf"
  chmod 644 "$work/etc/passwd" "$work/etc/group"
  {
    cat <<SETTINGS
listen=YES
listen_ipv6=NO
listen_address=127.0.0.1
listen_port=$port
background=NO
anonymous_enable=NO
local_enable=YES
write_enable=YES
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
  [ "$(id -u)" = 0 ] || refuse "vsftpd needs root for a mount namespace of its own"
  unshare --mount true 2>/dev/null || refuse "this machine allows no mount namespace, which vsftpd needs"
fi
main "$@"
