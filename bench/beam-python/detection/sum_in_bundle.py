"""
Adds up what a bundle holds of each pair and session before anything is shuffled.

Beam's own lifting of a CombinePerKey does not do it here: the SDK lifts only in batch, and would keep one sum for each
window as it was assigned, which with sessions is one for each payment.
"""

from collections import defaultdict
from typing import DefaultDict, Iterable, List, Tuple

import apache_beam as beam
from apache_beam.transforms.window import IntervalWindow
from apache_beam.utils.timestamp import Timestamp
from apache_beam.utils.windowed_value import WindowedValue

from .session_sum import Payment, SumPayments


class SumInBundle(beam.DoFn):
    """
    (pair, payment) → (pair, sum), in the window [first payment, last + gap) that its payments span together: merging
    it later gives what merging each payment would have given.
    """

    def __init__(self, gap_ms: int, max_evidence: int):
        self.gap_ms = gap_ms
        self.sum_payments = SumPayments(max_evidence)

    def start_bundle(self) -> None:
        self.payments: DefaultDict[str, List[Payment]] = defaultdict(list)

    def process(self, element: Tuple[str, Payment]) -> Iterable:
        self.payments[element[0]].append(element[1])
        return []

    def finish_bundle(self) -> Iterable[WindowedValue]:
        for key, payments in self.payments.items():
            payments.sort()
            begin = 0
            for at in range(1, len(payments) + 1):
                if at == len(payments) or payments[at][0] >= payments[at - 1][0] + self.gap_ms:
                    yield self._in_its_window(key, payments[begin:at])
                    begin = at
        self.payments.clear()

    def _in_its_window(self, key: str, session: List[Payment]) -> WindowedValue:
        start = Timestamp(micros=session[0][0] * 1_000)
        end = Timestamp(micros=(session[-1][0] + self.gap_ms) * 1_000)
        return WindowedValue((key, self.sum_payments.apply(session)), start, [IntervalWindow(start, end)])
