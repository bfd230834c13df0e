"""Ids are content hashes: the same record has the same id in every run, on every machine."""

from __future__ import annotations

import hashlib
import unicodedata


def content_id(prefix: str, *parts: object) -> str:
    """A short id such as `c_4f2a…`: BLAKE2b over the NFC forms of the parts, 80 bits.

    It starts with a letter, so that no spreadsheet reads it as a number.
    """
    joined = "\x1f".join(unicodedata.normalize("NFC", str(part)) for part in parts)
    digest = hashlib.blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
    return f"{prefix}_{digest}"
