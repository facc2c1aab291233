"""What is known of some payments of one pair, in a form that adds up in any order to the same sum and evidence."""

from typing import Iterable, List, Tuple

import apache_beam as beam

# timestampMs, amountCents
Payment = Tuple[int, int]
# count, totalCents, evidence: the earliest payments
SessionSum = Tuple[int, int, List[Payment]]


class SumPayments(beam.CombineFn):
    """Adds up payments; keeps the `max_evidence` earliest as evidence."""

    def __init__(self, max_evidence: int):
        self.max_evidence = max_evidence

    def create_accumulator(self) -> SessionSum:
        return 0, 0, []

    def add_input(self, mutable_accumulator: SessionSum, element: Payment) -> SessionSum:
        count, total, evidence = mutable_accumulator
        evidence.append(element)
        return count + 1, total + element[1], self._kept(evidence)

    def merge_accumulators(self, accumulators: Iterable[SessionSum]) -> SessionSum:
        merged = self.create_accumulator()
        for accumulator in accumulators:
            merged = self.add(merged, accumulator)
        return merged

    def extract_output(self, accumulator: SessionSum) -> SessionSum:
        count, total, evidence = accumulator
        return count, total, sorted(evidence)[: self.max_evidence]

    def add(self, mutable: SessionSum, other: SessionSum) -> SessionSum:
        count, total, evidence = mutable
        evidence.extend(other[2])
        return count + other[0], total + other[1], self._kept(evidence)

    def _kept(self, evidence: List[Payment]) -> List[Payment]:
        """Sorting only when the list has doubled keeps a session of any length cheap."""
        return sorted(evidence)[: self.max_evidence] if len(evidence) >= 2 * self.max_evidence else evidence


class SumSums(SumPayments):
    """The same where the inputs are sums already."""

    def add_input(self, mutable_accumulator: SessionSum, element: SessionSum) -> SessionSum:
        return self.add(mutable_accumulator, element)
