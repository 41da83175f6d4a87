#!/usr/bin/python3
"""The files of the reading test that no program at hand writes: make-reading.py DIR, for make-reading.sh, which has filled DIR/client,
DIR/ca and a part of DIR/reading before."""

import base64
import datetime
import hashlib
import pathlib
import re
import sys
import zipfile

import der
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.x509.oid import NameOID

MOST_ROUNDS = 3000000
BEGIN = datetime.datetime(2026, 1, 1)
END = datetime.datetime(2041, 1, 1)

here = pathlib.Path(sys.argv[1])
out = here / "reading"
passwords = dict(line.split("=", 1) for line in (here / "PASSWORDS").read_text(encoding="utf-8").splitlines())
password = passwords["main"]


def read(name):
    return (here / name).read_bytes()


def write(name, content):
    (out / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def from_pem(name):
    """The first PEM block of a file, as DER."""
    text = read(name).decode()
    return base64.b64decode(re.search("-----BEGIN [^-]+-----(.*?)-----END", text, re.DOTALL).group(1))


def to_pem(label, content):
    lines = base64.encodebytes(content).decode().replace("\n", "")
    wrapped = "\n".join(lines[at : at + 64] for at in range(0, len(lines), 64))
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label, wrapped, label)


def seal(secret, **options):
    return lambda safe: der.mac_data(safe, secret, **options)


def write_seals():
    """PFX whose bags are a program's and whose seal is ours."""
    contents = der.contents_of(read("client/modern-chain.pfx"))
    several = []
    for name in ("anna", "berta", "juergen"):
        several += der.contents_of(read("work-reading/%s.pfx" % name))
    write("several-keys.pfx", der.pfx(several, seal(password)))
    write("pbmac1.pfx", der.pfx(contents, lambda safe: der.pbmac1_data(safe, password)))
    write("two-passwords.pfx", der.pfx(contents, seal("the seal's own")))
    write("browser-ber.pfx", der.pfx_in_ber(contents, seal(password)))
    write("nothing-inside.pfx", der.pfx([], seal(password)))
    write("crl-inside.pfx", der.pfx([der.data_content(der.sequence(crl_bag()))] + contents, seal(password)))
    damaged = bytearray(der.pfx(contents, seal(password)))
    at = bytes(damaged).index(der.ENCRYPTED_DATA)
    damaged[at - 1] ^= 1
    write("damaged.pfx", bytes(damaged))


def crl_bag():
    crl = der.sequence(der.oid("1.2.840.113549.1.9.23.1"), der.explicit(0, der.octets(read("ca/inter.crl.der"))))
    return der.sequence(der.oid("1.2.840.113549.1.12.10.1.4"), der.explicit(0, crl))


def write_bombs():
    """More rounds than anybody should compute, in every place that tells them."""
    contents = der.contents_of(read("client/modern-chain.pfx"))
    junk = bytes(1232)
    key_bags = [der.shrouded_key_bag(MOST_ROUNDS - 1, junk) for _ in range(12)]
    write("bomb-seal.pfx", der.pfx(contents, seal(password, told_rounds=2**31 - 1)))
    write("bomb-seal-small.pfx", der.pfx(contents, seal(password, told_rounds=MOST_ROUNDS + 1)))
    write("bomb-pbes2.pfx", der.pfx([der.encrypted_content(2000000000, bytes(16), junk)]))
    write("bomb-many-keys.pfx", der.pfx([der.data_content(der.sequence(*key_bags))], seal("")))
    write("bomb-inside.pfx", der.pfx([encrypt(der.sequence(der.shrouded_key_bag(2**31 - 1, junk)))], seal(password)))
    write("bomb-parts.pfx", der.pfx([der.data_content(der.sequence())] * 8000))
    write("bomb-parts.p7b", der.signed_data([der.explicit(1, der.sequence())] * 60000))
    write("bomb-names.cer", many_names(from_pem("client/anna.pem"), 60000))
    key = der.sequence(der.pbes2(2**31 - 1, bytes(16)), der.octets(junk))
    write("bomb.key", to_pem("ENCRYPTED PRIVATE KEY", key))
    write("bomb.der.key", key)


def many_names(certificate, count):
    """A certificate that is made out to far too many at once; nobody signed it so."""
    signed, algorithm, signature = der.split(der.inside(certificate))
    fields = der.split(der.inside(signed))
    name = der.a_set(der.sequence(der.oid("2.5.4.3"), der.element(0x0C, b"anna")))
    fields[5] = der.sequence(name * count)
    return der.sequence(der.sequence(*fields), algorithm, signature)


def encrypt(content):
    """A content under a lock that opens with the password."""
    rounds, iv = 2048, bytes(16)
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), der.SALT, rounds, 32)
    padding = 16 - len(content) % 16
    engine = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return der.encrypted_content(rounds, iv, engine.update(content + bytes([padding]) * padding) + engine.finalize())


def protected_blob():
    """What NCryptProtectSecret gives for a security identifier: an envelope with a key of the domain (DPAPI-NG)."""
    descriptor = der.sequence(
        der.sequence(der.sequence(der.element(0x0C, b"SID"), der.element(0x0C, b"S-1-5-21-1-2-3-1104")))
    )
    other = der.sequence(der.oid("1.3.6.1.4.1.311.74.1"), der.sequence(der.oid("1.3.6.1.4.1.311.74.1.1"), descriptor))
    wrap = der.sequence(der.oid("2.16.840.1.101.3.4.1.45"))
    recipient = der.element(
        0xA2, der.integer(4), der.sequence(der.octets(bytes(64)), other), wrap, der.octets(bytes(40))
    )
    gcm = der.sequence(der.oid("2.16.840.1.101.3.4.1.46"), der.sequence(der.octets(bytes(12)), der.integer(16)))
    content = der.sequence(der.DATA, gcm, der.element(0x80, bytes(80)))
    return der.sequence(
        der.ENVELOPED_DATA, der.explicit(0, der.sequence(der.integer(2), der.a_set(recipient), content))
    )


def write_windows():
    """PFX that Windows locked to "group or user names": the password of the seal is a random one, itself locked to the account and put
    in beside (szOID_PKCS_12_PROTECTED_PASSWORD_SECRET_BAG_TYPE_ID); with a password typed as well; and all of it in an envelope."""
    secret = der.sequence(der.oid("1.3.6.1.4.1.311.17.4"), der.explicit(0, der.octets(protected_blob())))
    bag = der.data_content(der.sequence(der.sequence(der.SECRET, der.explicit(0, secret))))
    for name, source, typed in (
        ("windows-account.pfx", "work-reading/random.pfx", "not to be known"),
        ("windows-account-and-password.pfx", "client/modern-chain.pfx", password),
    ):
        write(name, der.pfx(der.contents_of(read(source)) + [bag], seal(typed)))
    write("windows-envelope.pfx", der.pfx([protected_blob()]))


def write_stores():
    """Serialized stores: a property before each certificate, as Windows writes them."""

    def item(kind, content):
        return b"".join(number.to_bytes(4, "little") for number in (kind, 1, len(content))) + content

    named = item(11, "Harbour Foods\0".encode("utf-16-le"))
    items = [named + item(32, from_pem("ca/%s.pem" % name)) for name in ("root", "inter", "unknown")]
    store = bytes(4) + b"CERT" + b"".join(items) + item(33, read("ca/inter.crl.der")) + bytes(12)
    write("store.sst", store)
    write("store-cut.sst", store[: len(store) // 2])
    write("store-empty.sst", bytes(4) + b"CERT" + bytes(12))


def write_texts():
    """The same certificate in every dress of text."""
    pem = read("client/anna.pem").decode()
    body = "".join(pem.splitlines()[1:-1])
    from_mail = "Hello,\n\nhere is your new certificate.\n\n%s\nRegards\n-- \nHarbour Foods\n" % pem
    write("bom.cer", b"\xef\xbb\xbf" + pem.encode())
    write("crlf.cer", pem.replace("\n", "\r\n"))
    write("utf16le.cer", b"\xff\xfe" + pem.replace("\n", "\r\n").encode("utf-16-le"))
    write("utf16be.cer", b"\xfe\xff" + pem.encode("utf-16-be"))
    write("utf16-no-mark.cer", pem.encode("utf-16-le"))
    write("utf16-key.key", b"\xff\xfe" + read("client/anna.key").decode().encode("utf-16-le"))
    write("mail.txt", from_mail)
    write("mail-latin1.txt", "Grüße\r\n".encode("latin-1") + pem.encode())
    write("signed-mail.txt", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n%s" % from_mail)
    write("one-line.cer", "-----BEGIN CERTIFICATE-----%s-----END CERTIFICATE-----" % body)
    write("indented.cer", "".join("    %s\n" % line for line in pem.splitlines()))
    write("bare-base64.cer", body)
    write("bare-base64-lines.cer", "\r\n".join(pem.splitlines()[1:-1]) + "\r\n")
    write("bare-base64.pfx", base64.encodebytes(read("client/modern-chain.pfx")))
    write("certutil-encode.txt", to_pem("CERTIFICATE", read("client/modern-chain.pfx")))
    write("netscape.p7b", to_pem("PKCS #7 SIGNED DATA", read("ca/chain.der.p7b")))
    write("damaged.pem", pem.replace(pem.splitlines()[3], "*** a part is missing here ***"))
    write("damaged.cer", from_pem("client/anna.pem").replace(b"\x06\x03\x55\x04\x03", b"\x03\x03\x55\x04\x03"))
    write("cut-off.pem", pem[: len(pem) // 2])
    write("cut-off.cer", from_pem("client/anna.pem")[:-1])
    write("joined.cer", from_pem("client/anna.pem") + from_pem("ca/inter.pem") + from_pem("ca/root.pem"))
    write("tail.cer", from_pem("client/anna.pem") + b"\r\n\x1a")


def write_strangers():
    """What else arrives in the place of a certificate."""
    write("empty.cer", "")
    write("blank.cer", " \r\n\r\n")
    write("login.cer", "\r\n<!DOCTYPE html>\n<html><head><title>Log in</title></head><body></body></html>\n")
    write("note.txt", "The password comes in a separate letter.\n")
    write("id_rsa.pub", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7 anna@lab.test\n")
    write("id_ed25519", to_pem("OPENSSH PRIVATE KEY", b"openssh-key-v1\0" + bytes(200)))
    write("key.ppk", "PuTTY-User-Key-File-3: ssh-ed25519\r\nEncryption: none\r\n")
    write("keystore.jks", b"\xfe\xed\xfe\xed" + (2).to_bytes(4, "big") + bytes(200))
    write("garbage.bin", bytes((at * at * 31 + at) % 251 for at in range(3000)))
    write("key.pgp.asc", "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQGNBF\n-----END PGP PUBLIC KEY BLOCK-----\n")
    with zipfile.ZipFile(out / "certificates.zip", "w") as archive:
        archive.writestr("client.pfx", read("client/modern.pfx"))


def name_of(common):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def issue(subject, public_key, issuer, issuer_key, is_authority, serial):
    usage = x509.BasicConstraints(is_authority, None)
    builder = x509.CertificateBuilder(name_of(issuer), name_of(subject), public_key, serial, BEGIN, END)
    signed = builder.add_extension(usage, True).sign(issuer_key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM).decode()


def key_text(key):
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode()


def write_many():
    """A chain that is longer than anybody needs, and more certificates than most people see."""
    key, ours = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    half, depth = key.public_key(), 24
    chain = [issue("Long 0", half, "Long 0", key, True, 1)]
    for at in range(1, depth):
        chain.append(issue("Long %d" % at, half, "Long %d" % (at - 1), key, True, at + 1))
    leaf = issue("anna", ours.public_key(), "Long %d" % (depth - 1), key, False, depth + 1)
    write("long-chain.pem", key_text(ours) + leaf + "".join(chain))
    many = [issue("Number %d" % at, half, "Long 0", key, at % 2 == 0, 1000 + at) for at in range(1000)]
    write("thousand.pem", "".join(many))
    write("too-many.pem", "".join(many) * 2 + many[0])
    write("too-many-keys.pem", key_text(ours) * 65)
    (here / "work-reading/forty.pem").write_text("".join(many[:40]), encoding="utf-8")
    modern = ed25519.Ed25519PrivateKey.generate()
    write("ed25519.pem", key_text(modern) + issue("anna", modern.public_key(), "Long 0", key, False, 5000))


write_seals()
write_bombs()
write_windows()
write_stores()
write_texts()
write_strangers()
write_many()
