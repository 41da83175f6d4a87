#!/bin/bash
# make-certs.sh OUTDIR: the certificate factory of the tests. Needs openssl with its legacy provider; touches nothing
# outside OUTDIR and does nothing when OUTDIR is complete and newer than this script. The passwords: OUTDIR/PASSWORDS.
#
# ca/NAME.{key,pem,der.cer,pem.cer}       root, inter, unknown, oldinter (expired), nextroot (root's name, a new key);
#                                         chain.pem = inter + root, chain.{der,pem}.p7b
# server/NAME.key, NAME.pem (leaf), NAME-chain.pem (as the server sends it), NAME-all.pem (key + chain)
#   NAME-clients.pem: who vouches for this server's clients, where it is not ca/chain.pem
#   good good-ec renewed expired notyet wronghost selfsigned selfsigned-ca weak sha1 nochain unknownca purpose nousage
#   cnonly star wildcard ipname nulname hopeless (unknown + expired + wrong name) nextca (by nextroot) oldinter (its intermediate is expired)
#   revoked, muststaple, constrained and permitted (their authority may vouch for lab.test alone), astray and below (likewise, by one that
#   that authority made), deep (by an authority that inter was not to make)
# ca/inter-old.crl.der                    of 2025, withdraws nobody
# ca/{inter,root}.crl.{der,pem}           30 days; inter's withdraws server/revoked, root's withdraws oldinter
# server/NAME.ocsp                        good, revoked, muststaple: OCSP responses of 30 days, signed by inter; good-delegated (by one
#   whom inter charged with it), good-stranger (by one whom it did not)
# client/NAME.key, NAME.pem               anna (RSA), anna-next (by nextroot), berta, bertram, expired, notyet, stranger (unknown CA), juergen (EC)
# client/*.pfx, *.cer, *.p7b, anna-*.key  the forms in which partners send them; see the end of this script
set -eu
[ $# -eq 1 ] || { echo "use: make-certs.sh OUTDIR" >&2; exit 2; }
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
mkdir -p "$1"
out=$(cd "$1" && pwd)
exec 9>"$out/.lock"
flock 9
[ "$out/.complete" -nt "$script" ] && exit 0

umask 077
cd "$out"
rm -rf ca server client work .complete PASSWORDS
mkdir ca server client work
password='geheim-7Kx'
password_nonascii='Grüße-€7'
printf 'main=%s\nnonascii=%s\n' "$password" "$password_nonascii" >PASSWORDS

quietly () {
  "$@" >>work/log 2>&1 || { tail -n 5 work/log >&2; echo "make-certs.sh: failed: $*" >&2; exit 1; }
}

# One configuration for all; CA, SAN, USAGE come from the environment.
export CA=root SAN=DNS:localhost USAGE=serverAuth
cat >work/ca.cnf <<'CNF'
[ca]
default_ca = here
[here]
database = work/${ENV::CA}.index
rand_serial = yes
new_certs_dir = work
certificate = ca/${ENV::CA}.pem
private_key = ca/${ENV::CA}.key
default_md = sha256
default_days = 3650
policy = any
unique_subject = no
[any]
commonName = supplied
organizationName = optional
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[inter]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[constrained]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
nameConstraints = critical,permitted;DNS:lab.test
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = ${ENV::USAGE}
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = ${ENV::SAN}
[muststaple]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = ${ENV::USAGE}
subjectAltName = ${ENV::SAN}
tlsfeature = status_request
[nosan]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature,keyEncipherment
extendedKeyUsage = ${ENV::USAGE}
[nousage]
subjectAltName = ${ENV::SAN}
CNF

key () { # key FILE ec|rsa2048|rsa1024
  case $2 in
    ec) quietly openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" ;;
    *) quietly openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:${2#rsa}" -out "$1" ;;
  esac
}

issue () { # issue KIND BASE SECTION SUBJECT [more arguments of "openssl ca"]
  local kind=$1 base=$2 section=$3 subject=$4
  shift 4
  [ -e "work/$CA.index" ] || : >"work/$CA.index"
  key "$base.key" "$kind"
  quietly openssl req -new -utf8 -key "$base.key" -subj "$subject" -out work/request
  quietly openssl ca -batch -utf8 -notext -config work/ca.cnf -extensions "$section" -in work/request -out "$base.pem" "$@"
}

old=(-startdate 20200101000000Z -enddate 20210101000000Z)
future=(-startdate 20450101000000Z -enddate 20460101000000Z)
here='DNS:localhost,IP:127.0.0.1,IP:::1'

# Authorities
CA=root issue rsa2048 ca/root root "/CN=Lab Root CA/O=Lab" -selfsign -keyfile ca/root.key
CA=root issue ec ca/inter inter "/CN=Lab Intermediate CA/O=Lab"
CA=root issue ec ca/oldinter inter "/CN=Lab Old Intermediate CA/O=Lab" "${old[@]}"
CA=root issue ec ca/constrained constrained "/CN=Lab Constrained CA/O=Lab"
CA=constrained issue ec ca/below root "/CN=Lab Below CA/O=Lab"
CA=inter issue ec ca/deep root "/CN=Lab Deep CA/O=Lab"
CA=nextroot issue rsa2048 ca/nextroot root "/CN=Lab Root CA/O=Lab" -selfsign -keyfile ca/nextroot.key
CA=unknown issue ec ca/unknown root "/CN=Unknown Root CA/O=Elsewhere" -selfsign -keyfile ca/unknown.key
cat ca/inter.pem ca/root.pem >ca/chain.pem
for name in root inter oldinter unknown nextroot; do
  quietly openssl x509 -in ca/$name.pem -outform DER -out ca/$name.der.cer
  cp ca/$name.pem ca/$name.pem.cer
done

# Servers
export CA=inter SAN=$here
issue rsa2048 server/good leaf "/CN=localhost/O=Lab"
issue ec server/good-ec leaf "/CN=localhost/O=Lab"
issue ec server/renewed leaf "/CN=localhost/O=Lab"
issue ec server/expired leaf "/CN=localhost/O=Lab" "${old[@]}"
issue ec server/notyet leaf "/CN=localhost/O=Lab" "${future[@]}"
issue rsa1024 server/weak leaf "/CN=localhost/O=Lab"
issue ec server/sha1 leaf "/CN=localhost/O=Lab" -md sha1
issue ec server/nousage nousage "/CN=localhost/O=Lab"
issue ec server/cnonly nosan "/CN=localhost/O=Lab"
USAGE=clientAuth issue ec server/purpose leaf "/CN=localhost/O=Lab"
SAN=DNS:other.example.test issue ec server/wronghost leaf "/CN=other.example.test/O=Lab"
SAN='DNS:*' issue ec server/star leaf "/CN=localhost/O=Lab"
SAN='DNS:*.lab.test' issue ec server/wildcard leaf "/CN=wildcard/O=Lab"
SAN=DNS:127.0.0.1 issue ec server/ipname leaf "/CN=127.0.0.1/O=Lab"
# DNS:"localhost\0.evil.test"
SAN=DER:30:16:82:14:6c:6f:63:61:6c:68:6f:73:74:00:2e:65:76:69:6c:2e:74:65:73:74 \
  issue ec server/nulname leaf "/CN=localhost/O=Lab"
CA=oldinter issue ec server/oldinter leaf "/CN=localhost/O=Lab"
CA=nextroot issue ec server/nextca leaf "/CN=localhost/O=Lab"
CA=unknown issue ec server/unknownca leaf "/CN=localhost/O=Elsewhere"
CA=unknown SAN=DNS:other.example.test issue ec server/hopeless leaf "/CN=other.example.test/O=Elsewhere" "${old[@]}"
issue ec server/revoked leaf "/CN=localhost/O=Lab"
issue ec server/muststaple muststaple "/CN=localhost/O=Lab"
CA=constrained issue ec server/constrained leaf "/CN=localhost/O=Lab"
CA=constrained SAN=DNS:ftp.lab.test issue ec server/permitted leaf "/CN=ftp.lab.test/O=Lab"
CA=below SAN=DNS:ftp.lab.test issue ec server/below leaf "/CN=ftp.lab.test/O=Lab"
CA=below issue ec server/astray leaf "/CN=localhost/O=Lab"
CA=deep issue ec server/deep leaf "/CN=localhost/O=Lab"
for name in selfsigned selfsigned-ca; do
  key server/$name.key ec
  basic=CA:FALSE
  [ $name = selfsigned ] || basic=CA:TRUE
  quietly openssl req -x509 -config work/ca.cnf -new -key server/$name.key -subj "/CN=localhost" -days 3650 \
    -addext "subjectAltName=$here" -addext "basicConstraints=$basic" -out server/$name.pem
done
cp server/good.key server/nochain.key
cp server/good.pem server/nochain.pem
for file in server/*.key; do
  base=${file%.key}
  case ${base#server/} in
    selfsigned* | unknownca | hopeless | nochain | nextca) cp "$base.pem" "$base-chain.pem" ;;
    oldinter) cat "$base.pem" ca/oldinter.pem >"$base-chain.pem" ;;
    constrained | permitted) cat "$base.pem" ca/constrained.pem >"$base-chain.pem" ;;
    below | astray) cat "$base.pem" ca/below.pem ca/constrained.pem >"$base-chain.pem" ;;
    deep) cat "$base.pem" ca/deep.pem ca/inter.pem >"$base-chain.pem" ;;
    *) cat "$base.pem" ca/inter.pem >"$base-chain.pem" ;;
  esac
  cat "$file" "$base-chain.pem" >"$base-all.pem"
done
cp ca/nextroot.pem server/nextca-clients.pem

# Who was withdrawn: lists, and OCSP responses as servers staple them
withdraw () { # withdraw CA CERTIFICATE
  CA=$1 quietly openssl ca -batch -config work/ca.cnf -revoke "$2"
  CA=$1 quietly openssl ca -batch -config work/ca.cnf -gencrl -crldays 30 -out "ca/$1.crl.pem"
  quietly openssl crl -in "ca/$1.crl.pem" -outform DER -out "ca/$1.crl.der"
}
CA=inter quietly openssl ca -config work/ca.cnf -gencrl -crl_lastupdate 20250101000000Z -crl_nextupdate 20250201000000Z \
  -out work/old.crl
quietly openssl crl -in work/old.crl -outform DER -out ca/inter-old.crl.der
withdraw inter server/revoked.pem
withdraw root ca/oldinter.pem
CA=inter USAGE=OCSPSigning issue ec ca/responder leaf "/CN=Lab Responder/O=Lab"
staple () { # staple FILE CERTIFICATE SIGNER
  quietly openssl ocsp -index work/inter.index -CA ca/inter.pem -issuer ca/inter.pem -cert "$2.pem" -rsigner "$3.pem" -rkey "$3.key" \
    -ndays 30 -respout "$1.ocsp"
}
for name in good revoked muststaple; do
  staple server/$name server/$name ca/inter
done
staple server/good-delegated server/good ca/responder
staple server/good-stranger server/good server/good-ec

# Clients
export CA=inter USAGE=clientAuth SAN=email:client@lab.test
issue rsa2048 client/anna leaf "/CN=anna/O=Lab"
CA=nextroot issue rsa2048 client/anna-next leaf "/CN=anna/O=Lab"
issue ec client/berta leaf "/CN=berta/O=Lab"
issue ec client/bertram leaf "/CN=bertram/O=Lab"
issue ec client/juergen leaf "/CN=Jürgen Müller/O=Lab"
issue ec client/expired leaf "/CN=expired/O=Lab" "${old[@]}"
issue ec client/notyet leaf "/CN=notyet/O=Lab" "${future[@]}"
CA=unknown issue ec client/stranger leaf "/CN=stranger/O=Elsewhere"

# The forms in which partners send them
modern=(-keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256)
legacy=(-legacy -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-RC2-40 -macalg sha1)
tripledes=(-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1)
chain=(-certfile ca/chain.pem)

pfx () { # pfx FILE CLIENT PASSWORD [more arguments of "openssl pkcs12"]
  local file=$1 name=$2 secret=$3
  shift 3
  quietly openssl pkcs12 -export -inkey "client/$name.key" -in "client/$name.pem" -name "$name" -passout "pass:$secret" \
    -out "client/$file.pfx" "$@"
}
pfx modern anna "$password" "${modern[@]}"
pfx modern-chain anna "$password" "${modern[@]}" "${chain[@]}"
pfx legacy anna "$password" "${legacy[@]}"
pfx legacy-chain anna "$password" "${legacy[@]}" "${chain[@]}"
pfx tripledes-chain anna "$password" "${tripledes[@]}" "${chain[@]}"
pfx modern-emptypw anna "" "${modern[@]}" "${chain[@]}"
pfx legacy-emptypw anna "" "${legacy[@]}" "${chain[@]}"
pfx modern-nonascii anna "$password_nonascii" "${modern[@]}" "${chain[@]}"
pfx legacy-nonascii anna "$password_nonascii" "${legacy[@]}" "${chain[@]}"
pfx plain-nomac anna "" -keypbe NONE -certpbe NONE -nomac "${chain[@]}"
pfx modern-nomac anna "$password" -keypbe AES-256-CBC -certpbe AES-256-CBC -nomac "${chain[@]}"
pfx seal-only anna "$password" -keypbe NONE -certpbe NONE -macalg sha256
pfx certs-in-clear anna "$password" -keypbe AES-256-CBC -certpbe NONE -macalg sha256 "${chain[@]}"
pfx modern-600k anna "$password" "${modern[@]}" "${chain[@]}" -iter 600000
pfx anna-next anna-next "$password" "${modern[@]}" -certfile ca/nextroot.pem
pfx berta berta "$password" "${modern[@]}" "${chain[@]}"
pfx bertram bertram "$password" "${modern[@]}" "${chain[@]}"
pfx nonascii-name juergen "$password" "${modern[@]}" "${chain[@]}"
pfx expired expired "$password" "${modern[@]}" "${chain[@]}"
pfx notyet notyet "$password" "${modern[@]}" "${chain[@]}"
pfx stranger stranger "$password" "${modern[@]}"
quietly openssl pkcs12 -export -nokeys -in ca/chain.pem "${modern[@]}" -passout "pass:$password" -out client/certs-only.pfx
head -c 700 client/modern.pfx >client/truncated.pfx
{ printf X; head -c 2999 /dev/urandom; } >client/garbage.pfx
cp client/berta.key client/other.key

for name in anna berta; do
  quietly openssl x509 -in client/$name.pem -outform DER -out client/$name.der.cer
  cp client/$name.pem client/$name.pem.cer
  cat client/$name.key client/$name.pem ca/inter.pem >client/$name-all.pem
done
for form in DER PEM; do
  quietly openssl crl2pkcs7 -nocrl -certfile client/anna.pem -certfile ca/chain.pem -outform $form -out client/anna.${form,,}.p7b
  quietly openssl crl2pkcs7 -nocrl -certfile ca/chain.pem -outform $form -out ca/chain.${form,,}.p7b
done
for name in anna berta; do
  quietly openssl pkey -in client/$name.key -traditional -out client/$name-traditional.key
  quietly openssl pkcs8 -topk8 -nocrypt -in client/$name.key -outform DER -out client/$name-plain.der.key
  quietly openssl pkcs8 -topk8 -in client/$name.key -v2 aes-256-cbc -passout "pass:$password" -out client/$name-encrypted.key
done
quietly openssl pkcs8 -topk8 -in client/anna.key -v2 aes-256-cbc -passout "pass:$password" -outform DER -out client/anna-encrypted.der.key
quietly openssl rsa -in client/anna.key -traditional -outform DER -out client/anna-traditional.der.key
quietly openssl rsa -in client/anna.key -aes128 -traditional -passout "pass:$password" -out client/anna-encrypted-traditional.key

rm -rf work
touch .complete
