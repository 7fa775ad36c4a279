"""Signs field sets by QFPay's rules. Knows nothing of @qf/signing.

Standard input: the key, then one JSON list of [name, value] pairs a line.
Standard output: one line for each set, its MD5 and its SHA256.
"""

import hashlib
import json
import sys

key, *lines = sys.stdin.buffer.read().decode("utf-8").split("\n")

for line in lines:
    filled = [(name, value) for name, value in json.loads(line) if value != ""]
    filled.sort(key=lambda pair: pair[0].encode("utf-8"))
    text = "&".join(name + "=" + value for name, value in filled) + key
    data = text.encode("utf-8")
    print(hashlib.md5(data).hexdigest().upper(), hashlib.sha256(data).hexdigest().upper())
