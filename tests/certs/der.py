"""DER by hand, and the parts of a PFX (RFC 7292) that no program at hand writes: for the files of make-reading."""

import hashlib
import hmac

SALT = bytes(range(1, 9))


def element(tag, *parts):
    """One element; its content is what the parts are joined."""
    content = b"".join(parts)
    if len(content) < 0x80:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def endless(tag, *parts):
    """The same in BER, as programs write that do not know the length beforehand (X.690, 8.1.3.6)."""
    return bytes([tag, 0x80]) + b"".join(parts) + b"\0\0"


def sequence(*parts):
    return element(0x30, *parts)


def a_set(*parts):
    return element(0x31, *parts)


def octets(content):
    return element(0x04, content)


def explicit(number, *parts):
    return element(0xA0 | number, *parts)


def integer(value):
    return element(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def null():
    return element(0x05)


def oid(dotted):
    numbers = [int(part) for part in dotted.split(".")]
    content = bytes([40 * numbers[0] + numbers[1]])
    for number in numbers[2:]:
        digits = [number & 0x7F]
        while number > 0x7F:
            number >>= 7
            digits.append(0x80 | number & 0x7F)
        content += bytes(reversed(digits))
    return element(0x06, content)


def split(content):
    """The elements that stand in some content, whole."""
    found = []
    while content:
        length, start = content[1], 2
        if length >= 0x80:
            start = 2 + (length & 0x7F)
            length = int.from_bytes(content[2:start], "big")
        found.append(content[: start + length])
        content = content[start + length :]
    return found


def inside(whole):
    """The content of one element."""
    start = 2 if whole[1] < 0x80 else 2 + (whole[1] & 0x7F)
    return whole[start:]


DATA = oid("1.2.840.113549.1.7.1")
ENVELOPED_DATA = oid("1.2.840.113549.1.7.3")
ENCRYPTED_DATA = oid("1.2.840.113549.1.7.6")
PBES2 = oid("1.2.840.113549.1.5.13")
PBKDF2 = oid("1.2.840.113549.1.5.12")
PBMAC1 = oid("1.2.840.113549.1.5.14")
HMAC_SHA256 = sequence(oid("1.2.840.113549.2.9"), null())
AES_256_CBC = "2.16.840.1.101.3.4.1.42"
SHA256 = sequence(oid("2.16.840.1.101.3.4.2.1"), null())
SHROUDED_KEY = oid("1.2.840.113549.1.12.10.1.2")
SECRET = oid("1.2.840.113549.1.12.10.1.5")


def pbes2(rounds, iv):
    """PBES2 with PBKDF2, HMAC-SHA256 and AES-256 (RFC 8018, appendix A.4)."""
    derivation = sequence(PBKDF2, sequence(octets(SALT), integer(rounds), HMAC_SHA256))
    return sequence(PBES2, sequence(derivation, sequence(oid(AES_256_CBC), octets(iv))))


def data_content(content):
    return sequence(DATA, explicit(0, octets(content)))


def encrypted_content(rounds, iv, ciphertext):
    info = sequence(DATA, pbes2(rounds, iv), element(0x80, ciphertext))
    return sequence(ENCRYPTED_DATA, explicit(0, sequence(integer(0), info)))


def shrouded_key_bag(rounds, ciphertext):
    return sequence(SHROUDED_KEY, explicit(0, sequence(pbes2(rounds, bytes(16)), octets(ciphertext))))


def mac_key(password, salt, rounds):
    """RFC 7292, appendix B.2, for a SHA-256 seal: one block is enough."""

    def fill(text):
        size = (len(text) + 63) // 64 * 64
        return (text * (size // len(text) + 1))[:size] if text else b""

    secret = password.encode("utf-16-be") + b"\0\0"
    digest = hashlib.sha256(bytes([3]) * 64 + fill(salt) + fill(secret)).digest()
    for _ in range(rounds - 1):
        digest = hashlib.sha256(digest).digest()
    return digest


def mac_data(safe, password, rounds=2048, told_rounds=None):
    """The classic seal over an AuthenticatedSafe; told_rounds lies about the rounds."""
    digest = hmac.new(mac_key(password, SALT, rounds), safe, "sha256").digest()
    return sequence(sequence(SHA256, octets(digest)), octets(SALT), integer(told_rounds or rounds))


def pbmac1_data(safe, password, rounds=2048):
    """The seal of RFC 9579."""
    key = hashlib.pbkdf2_hmac("sha256", password.encode(), SALT, rounds, 32)
    derivation = sequence(PBKDF2, sequence(octets(SALT), integer(rounds), integer(32), HMAC_SHA256))
    algorithm = sequence(PBMAC1, sequence(derivation, HMAC_SHA256))
    digest = hmac.new(key, safe, "sha256").digest()
    return sequence(sequence(algorithm, octets(digest)), octets(b"NOT USED"), integer(1))


def signed_data(certificates):
    """A PKCS#7 of certificates alone (RFC 2315, 9.1)."""
    data = sequence(integer(1), a_set(), sequence(DATA), explicit(0, *certificates), a_set())
    return sequence(oid("1.2.840.113549.1.7.2"), explicit(0, data))


def pfx(contents, seal=None):
    """A PFX of ContentInfos; seal: makes MacData of the AuthenticatedSafe."""
    safe = sequence(*contents)
    return sequence(integer(3), data_content(safe), seal(safe) if seal else b"")


def contents_of(whole):
    """The ContentInfos of a PFX."""
    auth_safe = split(inside(whole))[1]
    safe = inside(inside(split(inside(auth_safe))[1]))
    return split(inside(safe))


def pfx_in_ber(contents, seal):
    """The same without lengths and with its octets in pieces, as a browser writes it."""
    safe = sequence(*contents)
    pieces = b"".join(octets(safe[at : at + 1000]) for at in range(0, len(safe), 1000))
    return endless(0x30, integer(3), endless(0x30, DATA, endless(0xA0, endless(0x24, pieces))), seal(safe))
