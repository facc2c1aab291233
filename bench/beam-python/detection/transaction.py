"""One payment, on the wire `timestamp;origin;target;amount`, or why a line is none."""

from typing import NamedTuple, Optional, Union

import orjson

from .money import MAX_AMOUNT_CENTS, parse_cents
from .timestamp import iso, parse_timestamp

_MAX_ACCOUNT_BYTES = 256


class Transaction(NamedTuple):
    timestamp_ms: int
    origin: str
    target: str
    amount_cents: int


class Malformed(NamedTuple):
    """A code to count by, and a sentence with what was found and what would be right."""

    reason: str
    detail: str


def parse_transaction(line: str, latest_ms: int) -> Union[Transaction, Malformed]:
    """Reads one line, or says why it is none. A time after `latest_ms` would end everybody's sessions: refused."""
    fields = line.split(";", 4)
    if len(fields) != 4:
        return _wrong_field_count(line)
    timestamp, origin, target, amount = fields
    timestamp_ms = parse_timestamp(timestamp)
    if timestamp_ms is None:
        expected = "RFC 3339 such as 2017-07-23T01:06:47Z, or RFC 850 in UTC, from 1970 on"
        return Malformed("bad-timestamp", f"found {_show(timestamp)}, expected {expected}")
    if timestamp_ms > latest_ms:
        found = f"found {_show(timestamp)}, later than the clock allows ({iso(latest_ms)})"
        return Malformed("future-timestamp", found)
    refused = _check_account("origin", origin) or _check_account("target", target)
    if refused is not None:
        return refused
    if origin == target:
        found = f"origin and target are both {_show(origin)}, expected two accounts"
        return Malformed("same-accounts", found)
    amount_cents = parse_cents(amount)
    if amount_cents is None or not 0 < amount_cents <= MAX_AMOUNT_CENTS:
        expected = "a decimal above 0 and up to 10^12 with at most 2 fraction digits"
        return Malformed("bad-amount", f"found {_show(amount)}, expected {expected}")
    return Transaction(timestamp_ms, origin, target, amount_cents)


def _wrong_field_count(line: str) -> Malformed:
    count = line.count(";") + 1
    found = "1000 or more fields" if count >= 1_000 else "1 field" if count == 1 else f"{count} fields"
    return Malformed("field-count", f"found {found}, expected 4: timestamp;origin;target;amount")


def _check_account(name: str, account: str) -> Optional[Malformed]:
    if account == "":
        return Malformed("bad-account", f"{name} is empty, expected an account")
    if "\0" in account:
        return Malformed("nul-character", f"{name} {_show(account)} has a NUL character")
    # A character takes at most 4 bytes of UTF-8.
    if len(account) * 4 <= _MAX_ACCOUNT_BYTES:
        return None
    size = len(account.encode())
    if size <= _MAX_ACCOUNT_BYTES:
        return None
    expected = f"at most {_MAX_ACCOUNT_BYTES}"
    return Malformed("bad-account", f"{name} {_show(account)} has {size} bytes, expected {expected}")


def _show(found: str) -> str:
    """Found text for a message: quoted, and short even where the line has megabytes."""
    return orjson.dumps(found if len(found) <= 64 else f"{found[:64]}…").decode()
