# shared: same
"""Each protocol of pickle, also those that write text."""

import pickle

for value in (1, b"bytes", [1.5, None], "text", {"a": 1}, "\u3042"):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(value, protocol)) == value, (value, protocol)
    print(ascii(value), pickle.dumps(value, 0))
print(ascii("\\u3042".encode().decode("raw_unicode_escape")))
