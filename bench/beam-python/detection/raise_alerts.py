"""Makes an alert of each session's sum above the limit."""

from typing import Iterable, Tuple

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.utils.windowed_value import PaneInfoTiming

from .alert import AlertRule, make_alert
from .session_sum import SessionSum


class RaiseAlerts(beam.DoFn):
    """(pair, sum) in its session window → (id, JSON)."""

    def __init__(self, rule: AlertRule):
        self.rule = rule

    def start_bundle(self) -> None:
        self.alerts = {"ON_TIME": 0, "LATE": 0}

    def process(
        self,
        element: Tuple[str, SessionSum],
        window=beam.DoFn.WindowParam,
        pane=beam.DoFn.PaneInfoParam,
    ) -> Iterable[Tuple[bytes, bytes]]:
        key, total = element
        if total[1] <= self.rule.threshold_cents:
            return []
        timing = "LATE" if pane.timing == PaneInfoTiming.LATE else "ON_TIME"
        self.alerts[timing] += 1
        span = window.start.micros // 1_000, window.end.micros // 1_000
        return [make_alert(key, span, total, timing, self.rule)]

    def finish_bundle(self) -> None:
        Metrics.counter("fraud", "alertsOnTime").inc(self.alerts["ON_TIME"])
        Metrics.counter("fraud", "alertsLate").inc(self.alerts["LATE"])
