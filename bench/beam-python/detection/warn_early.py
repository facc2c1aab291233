"""
Warns at the moment when the running sum of an open session crosses the limit, once a session.

The running sums are kept in the memory of the DoFn's instance, of which there is one for each parallel part of the
stage and each attempt. They are lost in a crash, as in transforms/warnEarly.ts, and here also when a part gets no
bundle for a minute: the SDK's worker then tears instances down.
"""

from typing import Dict, Iterable, Tuple

import apache_beam as beam
from apache_beam.metrics import Metrics

from .alert import AlertRule, make_alert
from .session_sum import Payment, SumPayments

# Above this many sessions the one that began first is forgotten: a few hundred bytes each.
_MAX_RUNNING = 200_000


class _RunningSession:
    __slots__ = ("start_ms", "end_ms", "total", "warned")

    def __init__(self, timestamp_ms: int, gap_ms: int, total):
        self.start_ms = timestamp_ms
        self.end_ms = timestamp_ms + gap_ms
        self.total = total
        self.warned = False


class WarnEarly(beam.DoFn):
    """(pair, payment) → (id, JSON) of an EARLY alert."""

    def __init__(self, rule: AlertRule):
        self.rule = rule
        self.sum_payments = SumPayments(rule.max_evidence)

    def setup(self) -> None:
        # The newest session of each key, in the order in which they began.
        self.running: Dict[str, _RunningSession] = {}

    def start_bundle(self) -> None:
        self.alerts = 0

    def process(self, element: Tuple[str, Payment]) -> Iterable[Tuple[bytes, bytes]]:
        key, payment = element
        timestamp_ms = payment[0]
        gap_ms = self.rule.gap_ms
        session = self.running.get(key)
        if session is None or timestamp_ms >= session.end_ms:
            session = self._begin(key, timestamp_ms)
        elif timestamp_ms + gap_ms <= session.start_ms:
            return []  # of a session before the newest
        session.end_ms = max(session.end_ms, timestamp_ms + gap_ms)
        # Once warned of, a session is only followed to its end.
        if session.warned:
            return []
        session.start_ms = min(session.start_ms, timestamp_ms)
        session.total = self.sum_payments.add_input(session.total, payment)
        if session.total[1] <= self.rule.threshold_cents:
            return []
        return [self._warn(key, session)]

    def _begin(self, key: str, timestamp_ms: int) -> _RunningSession:
        session = _RunningSession(timestamp_ms, self.rule.gap_ms, self.sum_payments.create_accumulator())
        self.running.pop(key, None)
        self.running[key] = session
        if len(self.running) > _MAX_RUNNING:
            del self.running[next(iter(self.running))]
        return session

    def _warn(self, key: str, session: _RunningSession) -> Tuple[bytes, bytes]:
        total = self.sum_payments.extract_output(session.total)
        session.warned = True
        session.total = None
        self.alerts += 1
        return make_alert(key, (session.start_ms, session.end_ms), total, "EARLY", self.rule)

    def finish_bundle(self) -> None:
        Metrics.counter("fraud", "alertsEarly").inc(self.alerts)
