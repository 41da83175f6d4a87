#!/bin/bash
# make-reading.sh OUTDIR: the files of the reading test (tests/cert/test-cert-reading.c), OUTDIR/reading. Its keys and most of its certificates
# are those of make-certs.sh, which has to have run. What no program at hand writes comes from make-reading.py. It does nothing when the
# folder is complete and newer than all of these.
set -eu
[ $# -eq 1 ] || { echo "use: make-reading.sh OUTDIR" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
cd "$1"
exec 9>.lock
flock 9
stamp=reading/.complete
if [ "$stamp" -nt "$here/make-reading.sh" ] && [ "$stamp" -nt "$here/make-reading.py" ] && [ "$stamp" -nt "$here/der.py" ] &&
  [ "$stamp" -nt .complete ]; then
  exit 0
fi

umask 077
rm -rf reading work-reading
mkdir reading work-reading
password=$(sed -n 's/^main=//p' PASSWORDS)
log=work-reading/log

quietly () {
  "$@" >>"$log" 2>&1 || { tail -n 5 "$log" >&2; echo "make-reading.sh: failed: $*" >&2; exit 1; }
}

pfx () { # pfx FILE NAME PASSWORD [arguments of "openssl pkcs12"]
  local file=$1 name=$2 secret=$3
  shift 3
  quietly openssl pkcs12 -export -inkey "client/$name.key" -in "client/$name.pem" -passout "pass:$secret" -out "$file" "$@"
}
chain=(-certfile ca/chain.pem)
modern=(-keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256)

# PFX: every lock and seal that programs write
pfx reading/aes128-sha512.pfx anna "$password" -keypbe AES-128-CBC -certpbe AES-128-CBC -macalg sha512 "${chain[@]}"
pfx reading/aes192-sha384.pfx anna "$password" -keypbe AES-192-CBC -certpbe AES-192-CBC -macalg sha384 "${chain[@]}"
pfx reading/aes256-sha1.pfx anna "$password" -keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha1 "${chain[@]}"
pfx reading/rc4.pfx anna "$password" -legacy -keypbe PBE-SHA1-RC4-128 -certpbe PBE-SHA1-RC4-128 -macalg sha1 "${chain[@]}"
pfx reading/rc2-128.pfx anna "$password" -legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-RC2-128 -macalg sha1 "${chain[@]}"
pfx reading/rc4-rc2-128.pfx anna "$password" -legacy -keypbe PBE-SHA1-RC4-128 -certpbe PBE-SHA1-RC2-128 -macalg sha1 "${chain[@]}"
pfx reading/rc4-40-key.pfx anna "$password" -legacy -keypbe PBE-SHA1-RC4-40 -certpbe NONE -macalg sha1
pfx reading/friendly-name.pfx anna "$password" "${modern[@]}" "${chain[@]}" -name 'Jürgen – Hafen 数' -caname 'Lab Intermediate' -caname 'Lab Root'
pfx reading/PFX-CALLED.CER anna "$password" "${modern[@]}" "${chain[@]}"
quietly certtool --load-privkey client/anna.key --load-certificate client/anna.pem --load-ca-certificate ca/chain.pem --to-p12 --p12-name anna \
  --outder --outfile reading/certtool.pfx --password "$password"
quietly certtool --load-privkey client/anna.key --load-certificate client/anna.pem --load-ca-certificate ca/chain.pem --to-p12 --p12-name anna \
  --outder --outfile reading/null-password.pfx --null-password
for name in anna berta juergen; do
  pfx "work-reading/$name.pfx" "$name" "$password" "${modern[@]}" -name "$name of Harbour Foods"
done
pfx work-reading/random.pfx anna 'not to be known' "${modern[@]}" "${chain[@]}"

# PEM with anything in it, in any order, and keys in every spelling
cat ca/root.pem client/anna.key ca/inter.pem client/anna.pem >reading/any-order.pem
cp reading/any-order.pem reading/pem-called.pfx
cat client/anna.pem client/anna-encrypted.key ca/inter.pem >reading/encrypted-key-inside.pem
cat client/anna-encrypted-traditional.key client/anna.pem >reading/encrypted-traditional-inside.pem
cat client/anna.pem client/berta-traditional.key client/juergen.pem client/anna.key client/berta.pem >reading/two-of-three.pem
{ openssl ecparam -name prime256v1; cat client/berta-traditional.key client/berta.pem; } >reading/ec-parameters.pem
quietly openssl pkcs8 -topk8 -in client/anna.key -v1 PBE-SHA1-3DES -passout "pass:$password" -out reading/pkcs12-3des.key
quietly openssl pkcs8 -topk8 -in client/anna.key -v2 des3 -passout "pass:$password" -out reading/pbes2-3des.key
quietly openssl pkcs8 -topk8 -in client/anna.key -scrypt -passout "pass:$password" -out reading/scrypt.key
quietly openssl pkcs8 -topk8 -in client/anna.key -scrypt -passout "pass:$password" -outform DER -out reading/scrypt.der.key
quietly openssl ec -in client/berta.key -aes256 -passout "pass:$password" -out reading/ec-encrypted.key
quietly openssl rsa -in client/anna.key -traditional -aria256 -passout "pass:$password" -out reading/traditional-aria.key
quietly openssl ecparam -name brainpoolP256r1 -genkey -noout -out reading/unknown-curve.key
quietly openssl pkey -in reading/unknown-curve.key -outform DER -out reading/unknown-curve.der.key
quietly openssl pkey -in client/anna.key -pubout -out reading/public.key
quietly openssl pkey -in client/anna.key -pubout -outform DER -out reading/public.der.key
{ openssl x509 -in client/anna.pem -noout -text; cat client/anna.pem; } >reading/with-text.pem
quietly openssl x509 -in client/anna.pem -trustout -addtrust clientAuth -out reading/trusted.pem
quietly openssl req -new -key client/anna.key -subj /CN=anna/O=Lab -out reading/request.csr
quietly openssl req -in reading/request.csr -outform DER -out reading/request.der.csr
cat client/anna.key reading/request.csr >reading/key-and-request.pem
quietly openssl req -new -key client/berta.key -subj /CN=old -out work-reading/old.csr
quietly openssl x509 -req -in work-reading/old.csr -signkey client/berta.key -days 3650 -out reading/version1-root.cer

# Lists
quietly openssl crl2pkcs7 -in ca/inter.crl.pem -certfile ca/chain.pem -outform DER -out reading/with-crl.p7b
quietly openssl crl2pkcs7 -in ca/inter.crl.pem -outform DER -out reading/crl-only.p7b
quietly openssl crl2pkcs7 -nocrl -outform DER -out reading/nothing-inside.p7b
cat ca/inter.crl.pem ca/root.crl.pem >reading/two-lists.crl
cat ca/inter.crl.pem ca/inter.pem >reading/authority-and-list.pem

# Files that come together: whatever their names say
mkdir reading/folder reading/folder/deeper reading/mixed
cp client/anna.der.cer reading/folder/harbour.cer
cp client/anna-plain.der.key reading/folder/x17.key
cp ca/chain.der.p7b reading/folder/authorities.p7b
cp client/berta.der.cer reading/folder/old-mill.cer
cp client/berta-traditional.key reading/folder/00000001.pem
echo 'See the letter.' >reading/folder/README.txt
cp client/juergen.key reading/folder/deeper/
cp client/modern.pfx reading/mixed/a.bin
cp ca/inter.pem reading/mixed/b.txt
cp ca/root.der.cer reading/mixed/c.pfx
cp client/anna.pem.cer reading/mixed/d.key
quietly openssl req -new -key client/berta.key -subj /CN=anna/O=Lab -out work-reading/other.csr
quietly openssl x509 -req -in work-reading/other.csr -CA ca/inter.pem -CAkey ca/inter.key -days 30 -set_serial 7 -outform DER -out reading/mismatch.cer
truncate -s $((4 * 1024 * 1024 + 1)) reading/huge.pfx

PYTHONDONTWRITEBYTECODE=1 quietly /usr/bin/python3 "$here/make-reading.py" "$PWD"
pfx reading/crowded.pfx anna "$password" "${modern[@]}" -certfile work-reading/forty.pem
quietly openssl crl2pkcs7 -nocrl -certfile reading/thousand.pem -outform DER -out reading/thousand.p7b

rm -rf work-reading
touch "$stamp"
