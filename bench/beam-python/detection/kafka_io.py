"""Kafka by Beam's Java transforms, set as beam/flink/kafka/kafkaConnector.ts sets them with `--kafka-connector beam`."""

from typing import Dict

import apache_beam as beam
from apache_beam.io.kafka import ReadFromKafka, WriteToKafka

# What is written survives the loss of a broker, and no retry of the producer writes twice.
_SAFE_PRODUCER = {"acks": "all", "enable.idempotence": "true", "compression.type": "gzip"}


class _WithoutFiles(beam.ExternalTransform):
    """The Java side is on Flink's own class path. The SDK would download it, about 100 MB, to upload it again."""

    def _resolve_artifacts(self, components, service, dest):
        for environment in components.environments.values():
            del environment.dependencies[:]
        return components


class _Read(_WithoutFiles, ReadFromKafka):
    pass


class _Write(_WithoutFiles, WriteToKafka):
    pass


def read_from_kafka(brokers: str, topic: str, group: str, start: str, expansion_service: str) -> beam.PTransform:
    """Records as (key, value), at the record's own timestamp. `start`: where a group begins that has no offset yet."""
    consumer: Dict[str, str] = {
        "bootstrap.servers": brokers,
        "group.id": group,
        "auto.offset.reset": start,
        "enable.auto.commit": "false",
    }
    return _Read(
        consumer,
        [topic],
        timestamp_policy=ReadFromKafka.create_time_policy,
        commit_offset_in_finalize=True,
        expansion_service=expansion_service,
    )


def write_to_kafka(brokers: str, topic: str, expansion_service: str) -> beam.PTransform:
    """Writes (key, value), both bytes."""
    return _Write({**_SAFE_PRODUCER, "bootstrap.servers": brokers}, topic, expansion_service=expansion_service)
