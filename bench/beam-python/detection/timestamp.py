"""Times of payments: epoch milliseconds from text, and ISO 8601 text from them."""

import re
from datetime import datetime, timedelta
from typing import Optional

# Longer texts are no times.
_MAX_LENGTH = 64
_EPOCH = datetime(1970, 1, 1)
_MS = timedelta(milliseconds=1)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# The commonest form, which the standard library reads in a fraction of the time.
_PLAIN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z").fullmatch
_RFC_3339 = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
).fullmatch
_RFC_850 = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, ([0-9]{2})-([A-Z][a-z]{2})-([0-9]{2}) "
    r"([0-9]{2}):([0-9]{2}):([0-9]{2}) (?:UTC|GMT)"
).fullmatch


def parse_timestamp(text: str) -> Optional[int]:
    """
    Epoch ms of an RFC 3339 time (any offset, any fraction, cut to ms) or an RFC 850 time in UTC. None for anything
    else, for more than 64 characters, for dates that no calendar has, and for times before 1970.
    """
    if len(text) > _MAX_LENGTH:
        return None
    if _PLAIN(text):
        try:
            ms = (datetime.fromisoformat(text[:-1]) - _EPOCH) // _MS
            return ms if ms >= 0 else None
        except ValueError:
            pass  # a leap second, or no date at all
    ms = _parse_rfc3339(text)
    if ms is None:
        ms = _parse_rfc850(text)
    return ms if ms is not None and ms >= 0 else None


def _parse_rfc3339(text: str) -> Optional[int]:
    match = _RFC_3339(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, sign, offset_hour, offset_minute = match.groups()
    offset_minutes = 0
    if sign is not None:
        if int(offset_hour) > 23 or int(offset_minute) > 59:
            return None
        offset_minutes = (int(offset_hour) * 60 + int(offset_minute)) * (-1 if sign == "-" else 1)
    midnight = _midnight(int(year), int(month), int(day))
    time = _clock(int(hour), int(minute), int(second), offset_minutes)
    if midnight is None or time is None:
        return None
    return midnight + time + int((fraction or "0")[:3].ljust(3, "0"))


def _parse_rfc850(text: str) -> Optional[int]:
    """RFC 850 has two digits for the year: 69 to 99 are 19xx, the others 20xx, as in POSIX."""
    match = _RFC_850(text)
    if match is None or match[2] not in _MONTHS:
        return None
    year = int(match[3]) + (1900 if int(match[3]) >= 69 else 2000)
    midnight = _midnight(year, _MONTHS.index(match[2]) + 1, int(match[1]))
    time = _clock(int(match[4]), int(match[5]), int(match[6]), 0)
    return None if midnight is None or time is None else midnight + time


def _midnight(year: int, month: int, day: int) -> Optional[int]:
    try:
        return (datetime(year, month, day) - _EPOCH) // _MS
    except ValueError:
        return None


def _clock(hour: int, minute: int, second: int, offset_minutes: int) -> Optional[int]:
    """Ms since midnight UTC. A leap second, 23:59:60 in UTC, counts as the first second of the next day, as in POSIX."""
    utc_minute = hour * 60 + minute - offset_minutes
    is_leap_second = second == 60 and utc_minute % 1_440 == 1_439
    if hour > 23 or minute > 59 or (second > 59 and not is_leap_second):
        return None
    return (utc_minute * 60 + second) * 1_000


def iso(ms: int) -> str:
    """`2017-07-23T01:06:47.000Z` of epoch ms."""
    return (_EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds") + "Z"
