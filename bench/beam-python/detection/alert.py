"""The alert of a session, as transforms/makeAlert.ts makes it for pairs."""

import hashlib
from typing import Any, Dict, Iterable, List, NamedTuple, Tuple

import orjson

from .money import format_cents
from .session_sum import Payment, SessionSum
from .timestamp import iso

# Bytes of JSON that evidence and superseded ids may take together: an alert stays under 64 KB.
_MAX_LIST_BYTES = 54_000
# The longest JSON of a payment without its accounts' names, and of an id.
_PAYMENT_BYTES = 110
_ID_BYTES = 35


class AlertRule(NamedTuple):
    threshold_cents: int
    max_evidence: int
    gap_ms: int


def make_alert(key: str, window: Tuple[int, int], total: SessionSum, timing: str, rule: AlertRule) -> Tuple[bytes, bytes]:
    """The record of the alert: (id, JSON). `window`: its start and end in ms; the evidence of `total` is sorted."""
    origin, target = key.split(";")
    count, total_cents, payments = total
    start_ms, end_ms = window
    # Sessions begin at least a gap apart: the slot of that width in which one begins names it.
    slot_ms = start_ms - start_ms % rule.gap_ms
    alert_id = _alert_id(key, slot_ms)
    final = timing != "EARLY"
    supersedes = _superseded_by(key, slot_ms, end_ms - rule.gap_ms, rule.gap_ms) if final else []
    transactions = _evidence(origin, target, payments, _MAX_LIST_BYTES - _ID_BYTES * len(supersedes))
    alert: Dict[str, Any] = {
        "id": alert_id,
        # The number of payments orders all that is said of a session; a warning ranks below what comes after the end.
        "revision": 2 * count + 1 if final else 0,
        "timing": timing,
        "final": final,
        "grouping": "pair",
        "origin": origin,
        "target": target,
        "windowStart": iso(start_ms),
        "windowEnd": iso(end_ms),
        "firstTransaction": iso(start_ms),
        "lastTransaction": iso(end_ms - rule.gap_ms),
        "totalAmount": format_cents(total_cents),
        "count": count,
        "threshold": format_cents(rule.threshold_cents),
        "transactions": transactions,
        "truncated": len(transactions) < count,
        "reason": _reason(count, total_cents, rule),
    }
    if supersedes:
        alert["supersedes"] = supersedes
    return alert_id.encode(), orjson.dumps(alert)


def _alert_id(key: str, start_ms: int) -> str:
    return hashlib.sha256(f"pair\0{key}\0{start_ms}".encode()).hexdigest()[:32]


def _superseded_by(key: str, slot_ms: int, last_ms: int, gap_ms: int) -> List[str]:
    """
    Ids of all that may have been said of parts of a session: each began in a slot after its own, up to that of the last
    payment.
    """
    slots = range(slot_ms + gap_ms, last_ms + 1, gap_ms)[: _MAX_LIST_BYTES // 4 // _ID_BYTES]
    return [_alert_id(key, start_ms) for start_ms in slots]


def _evidence(origin: str, target: str, payments: Iterable[Payment], budget_bytes: int) -> List[Dict[str, str]]:
    shown = [
        {"timestamp": iso(timestamp_ms), "origin": origin, "target": target, "amount": format_cents(cents)}
        for timestamp_ms, cents in payments
    ]
    # JSON makes at most six bytes of a character. Mostly all fits, and need not be measured.
    if len(shown) * (_PAYMENT_BYTES + 6 * (len(origin) + len(target))) <= budget_bytes:
        return shown
    for at, entry in enumerate(shown):
        budget_bytes -= len(orjson.dumps(entry)) + 1
        if budget_bytes < 0:
            return shown[:at]
    return shown


def _reason(count: int, total_cents: int, rule: AlertRule) -> str:
    payments = "1 payment" if count == 1 else f"{count} payments"
    return (
        f"{payments} of this pair in one session with pauses under {_duration(rule.gap_ms)} add up to "
        f"{format_cents(total_cents)}, above the limit of {format_cents(rule.threshold_cents)}."
    )


def _duration(ms: int) -> str:
    for unit, unit_ms in (("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000)):
        if ms >= unit_ms and ms % unit_ms == 0:
            return f"{ms // unit_ms}{unit}"
    return f"{ms}ms"
