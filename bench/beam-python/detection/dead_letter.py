"""What stands on the topic of dead letters: enough to mend a record and send it again."""

import base64
from typing import Iterable, NamedTuple, Tuple

import apache_beam as beam
import orjson

# Kafka refuses records over 1 MB by default, and JSON can make six bytes of one: a longer record is cut.
_MAX_RAW_BYTES = 150_000


class DeadLetter(NamedTuple):
    reason: str
    detail: str
    value: bytes


class ToDeadLetterRecord(beam.DoFn):
    """Dead letters as Kafka records: key = reason, value = JSON."""

    def process(self, element: DeadLetter) -> Iterable[Tuple[bytes, bytes]]:
        kept = element.value[:_MAX_RAW_BYTES]
        is_binary = element.reason == "invalid-utf8"
        letter = {
            "reason": element.reason,
            "detail": element.detail,
            "raw": base64.b64encode(kept).decode() if is_binary else kept.decode("utf-8", "replace"),
            "encoding": "base64" if is_binary else "utf8",
        }
        if len(kept) < len(element.value):
            letter["rawBytes"] = len(element.value)
        return [(element.reason.encode(), orjson.dumps(letter))]
