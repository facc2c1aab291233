"""Amounts as integer cents. Python's integers have no limit, so every sum is exact."""

import re
from typing import Optional

# 10^12 in cents: the largest amount of one payment.
MAX_AMOUNT_CENTS = 100_000_000_000_000

_AMOUNT = re.compile(r"([0-9]{1,24})(?:\.([0-9]{1,2}))?").fullmatch


def parse_cents(text: str) -> Optional[int]:
    """Cents of a decimal such as `5857`, `5857.5` or `5857.00`; None for anything else."""
    match = _AMOUNT(text)
    if match is None:
        return None
    whole, fraction = match.groups()
    if fraction is None:
        return int(whole) * 100
    return int(whole) * 100 + int(fraction) * (10 if len(fraction) == 1 else 1)


def format_cents(cents: int) -> str:
    """The decimal without needless zeros: 585700 → `5857`, 585750 → `5857.5`, 585705 → `5857.05`."""
    whole, fraction = divmod(cents, 100)
    if fraction == 0:
        return str(whole)
    return f"{whole}.{fraction:02d}".rstrip("0")
