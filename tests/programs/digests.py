# methods: forkserver
# shared: no, it is about the library
"""Every algorithm of `hashlib` that any Python has, at once and in parts, with keys; and what is made of them."""

import hashlib
import hmac
import io
import random
import secrets
import threading
import uuid
import zlib

content = random.Random(1).randbytes(100_003)

for name in sorted(hashlib.algorithms_guaranteed):
    length = (20,) if name.startswith("shake_") else ()
    digest = hashlib.new(name, content)
    print(name, digest.name, digest.digest_size, digest.block_size, digest.hexdigest(*length))
    parts = getattr(hashlib, name)()
    for at in range(0, len(content), 997):
        parts.update(content[at : at + 997])
    other = parts.copy()
    assert parts.digest(*length) == other.digest(*length) == digest.digest(*length)
    assert hashlib.file_digest(io.BytesIO(content), name).digest(*length) == digest.digest(*length)
    if not length:
        keyed = hmac.new(b"key" * 100, content, name)
        assert hmac.compare_digest(keyed.hexdigest(), hmac.digest(b"key" * 100, content, name).hex())
        print(" ", keyed.hexdigest())
print(hashlib.blake2b(content, key=b"key", salt=b"salt", person=b"person", digest_size=9).hexdigest())
print(hashlib.blake2s(content, fanout=2, depth=2, leaf_size=4, node_offset=5, inner_size=32).hexdigest())
try:
    hashlib.new("nothing")
except ValueError as error:
    print(str(error).startswith("unsupported hash type"))

# Keys out of passwords.
for name in ("md5", "sha1", "sha256", "sha512", "sha3_256"):
    print(hashlib.pbkdf2_hmac(name, b"password", b"salt", 1_000).hex())
print(hashlib.pbkdf2_hmac("sha256", bytearray(b"long" * 50), memoryview(b"salt"), 1, dklen=70).hex())
for arguments in (("nothing", b"", b"", 1), ("sha1", b"", b"", 0), ("sha1", b"", b"", 1, 0), ("sha1", "text", b"", 1)):
    try:
        hashlib.pbkdf2_hmac(*arguments)
    except (TypeError, ValueError) as error:
        print(type(error).__mro__[-4].__name__)

# Threads share one object.
shared = hashlib.sha256()
threads = [threading.Thread(target=shared.update, args=(bytes(5_000),)) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(shared.hexdigest() == hashlib.sha256(bytes(40_000)).hexdigest())

print(uuid.uuid5(uuid.NAMESPACE_URL, "https://example.com/"), uuid.uuid3(uuid.NAMESPACE_DNS, "例え.jp"), uuid.uuid4().version)
print(len(secrets.token_hex(16)), secrets.randbelow(1), secrets.compare_digest("a", "b"), zlib.crc32(content))
