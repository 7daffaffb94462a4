"""`_hashlib`: what `hashlib` and `hmac` have from OpenSSL, where there is none. They fall back on CPython's own algorithms
for all that is refused here. Keys are derived from passwords by those, too."""

from _operator import _compare_digest as compare_digest

openssl_md_meth_names = frozenset()


class UnsupportedDigestmodError(ValueError):
    pass


def new(*arguments, **options):
    raise UnsupportedDigestmodError("OpenSSL is not here")


# From one of those that make a hash, `hmac` has the type of all.
openssl_sha256 = hmac_new = hmac_digest = new


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """Password based key derivation function 2 (PKCS #5 v2.0) with HMAC as pseudorandom function."""
    import hashlib

    inner, outer = hashlib.new(hash_name), hashlib.new(hash_name)
    length = inner.digest_size if dklen is None else dklen
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if length < 1:
        raise ValueError("key length must be greater than 0.")
    key, salt = bytes(memoryview(password)), bytes(memoryview(salt))
    if len(key) > inner.block_size:
        key = hashlib.new(hash_name, key).digest()
    key = key.ljust(inner.block_size, b"\0")
    inner.update(bytes(byte ^ 0x36 for byte in key))
    outer.update(bytes(byte ^ 0x5C for byte in key))

    def authenticated(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    derived = b""
    block = 0
    while len(derived) < length:
        block += 1
        last = authenticated(salt + block.to_bytes(4))
        combined = int.from_bytes(last)
        for _ in range(iterations - 1):
            last = authenticated(last)
            combined ^= int.from_bytes(last)
        derived += combined.to_bytes(inner.digest_size)
    return derived[:length]
