"""Splits Kafka records into payments, by their own time, and dead letters. Nothing throws: bad input is data."""

import time
from collections import Counter
from typing import Iterable, Optional, Tuple

import apache_beam as beam
from apache_beam.metrics import Metrics
from apache_beam.transforms.window import TimestampedValue
from apache_beam.utils.timestamp import Timestamp

from .dead_letter import DeadLetter
from .transaction import Malformed, parse_transaction

DEAD_LETTERS = "deadLetters"


class ParseTransactions(beam.DoFn):
    """
    (key, value) of Kafka → (`origin;target`, (timestampMs, amountCents)); dead letters under a tag of their own.
    `max_future_skew_ms`: how far ahead of the wall clock a payment may lie.
    """

    def __init__(self, max_future_skew_ms: int):
        self.max_future_skew_ms = max_future_skew_ms

    def start_bundle(self) -> None:
        self.latest_ms = time.time_ns() // 1_000_000 + self.max_future_skew_ms
        # Counted here and told once a bundle: a counter's update costs more than a line's parsing.
        self.parsed = 0
        self.refused: Counter = Counter()

    def process(self, element: Tuple[Optional[bytes], Optional[bytes]]) -> Iterable:
        value = element[1] or b""
        try:
            parsed = parse_transaction(value.decode(), self.latest_ms)
        except UnicodeDecodeError:
            parsed = Malformed("invalid-utf8", f"found {len(value)} bytes that are not UTF-8")
        if type(parsed) is Malformed:
            self.refused[parsed.reason] += 1
            dead_letter = DeadLetter(parsed.reason, parsed.detail, value)
            return [beam.pvalue.TaggedOutput(DEAD_LETTERS, dead_letter)]
        self.parsed += 1
        timestamp_ms, origin, target, amount_cents = parsed
        keyed = (f"{origin};{target}", (timestamp_ms, amount_cents))
        return [TimestampedValue(keyed, Timestamp(micros=timestamp_ms * 1_000))]

    def finish_bundle(self) -> None:
        Metrics.counter("fraud", "parsed").inc(self.parsed)
        for reason, count in self.refused.items():
            Metrics.counter("fraud", f"deadLetters {reason}").inc(count)
