"""The pipeline between its topics: the way of each payment from its record to an alert."""

from typing import Any, Iterable, NamedTuple, Tuple

import apache_beam as beam
from apache_beam.transforms.trigger import AccumulationMode, DefaultTrigger
from apache_beam.transforms.window import GlobalWindows, Sessions
from apache_beam.utils.timestamp import Duration

from .alert import AlertRule
from .dead_letter import ToDeadLetterRecord
from .parse_transactions import DEAD_LETTERS, ParseTransactions
from .raise_alerts import RaiseAlerts
from .session_sum import Payment, SumPayments, SumSums
from .sum_in_bundle import SumInBundle
from .warn_early import WarnEarly

Record = Tuple[bytes, bytes]
# As SessionSum, by coders that suit: the one for `int` ends at 64 bits, and `List` has none but the general one.
ShuffledSum = Tuple[int, Any, Iterable[Payment]]


class DetectionSettings(NamedTuple):
    rule: AlertRule
    allowed_lateness_ms: int
    max_future_skew_ms: int
    # Whether SumInBundle comes before the shuffle.
    sum_in_bundle: bool


def detect_fraud(records: beam.PCollection, settings: DetectionSettings) -> Tuple[beam.PCollection, beam.PCollection]:
    """Kafka's records in; records of alerts and of dead letters out."""
    rule = settings.rule
    parsed = records | "parse" >> beam.ParDo(ParseTransactions(settings.max_future_skew_ms)).with_outputs(
        DEAD_LETTERS, main="payments"
    )
    payments = parsed.payments
    # Type hints do not reach one output of several, and without them every payment would be shuffled by a slower coder.
    payments.element_type = Tuple[str, Payment]
    dead_letters = parsed[DEAD_LETTERS] | "toDeadLetterRecord" >> beam.ParDo(ToDeadLetterRecord()).with_output_types(
        Record
    )

    warnings = payments | "warnEarly" >> beam.ParDo(WarnEarly(rule)).with_output_types(Record)
    alerts = (
        _sums(payments | "session" >> _sessions(rule.gap_ms, settings.allowed_lateness_ms), settings)
        | "raiseAlerts" >> beam.ParDo(RaiseAlerts(rule)).with_output_types(Record)
        | "alertsOfAllWindows" >> beam.WindowInto(GlobalWindows())
    )
    return (warnings, alerts) | "allAlerts" >> beam.Flatten(), dead_letters


def _sums(payments: beam.PCollection, settings: DetectionSettings) -> beam.PCollection:
    gap_ms, max_evidence = settings.rule.gap_ms, settings.rule.max_evidence
    if not settings.sum_in_bundle:
        return payments | "sumBySession" >> beam.CombinePerKey(SumPayments(max_evidence))
    return (
        payments
        | "sumInBundle" >> beam.ParDo(SumInBundle(gap_ms, max_evidence)).with_output_types(Tuple[str, ShuffledSum])
        | "sumBySession" >> beam.CombinePerKey(SumSums(max_evidence))
    )


def _sessions(gap_ms: int, allowed_lateness_ms: int) -> beam.WindowInto:
    """One pane when the session ends, then a whole new one for each late payment: a correction replaces the last."""
    return beam.WindowInto(
        Sessions(Duration(micros=gap_ms * 1_000)),
        trigger=DefaultTrigger(),
        accumulation_mode=AccumulationMode.ACCUMULATING,
        allowed_lateness=Duration(micros=allowed_lateness_ms * 1_000),
    )
