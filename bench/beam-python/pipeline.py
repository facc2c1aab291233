"""
The fraud pipeline in Beam Python, from Kafka to Kafka on Flink: the same topics, servers, rule and output as
`npm run submit`, to measure the TypeScript pipeline beside. Submits the job and prints Beam's id of it.

Equal: the records that are refused and why, session windows, allowed lateness, firings, sums, evidence, the alert's JSON, the
settings of Kafka's clients and of Flink.

Not equal, or only by going around the SDK:
- Kafka is read and written by KafkaIO, which is what Beam gives to Python. `npm run submit -- --kafka-connector beam` is the
  TypeScript pipeline on the same connector; its own default is another one.
- Beam Python combines before the shuffle only in batch. In a stream, CombinePerKey sends every payment through Flink's state.
  `--sum-in-bundle` (the default) adds up by a DoFn of its own first, as transforms/sumInBundle.ts does;
  `--no-sum-in-bundle` is the plain CombinePerKey.
- The SDK fires each session once more when its lateness runs out. pool_runner.py takes that back in the submitted pipeline.
- EARLY alerts: a part of the job that gets no bundle for a minute forgets its running sums (warn_early.py).
- Only pairs and sessions: no `--key`, no sliding windows, no `--max-session`. The detail of a dead letter is cut after 64
  characters, not after 64 UTF-16 units.
"""

import sys

import apache_beam as beam
import grpc
from apache_beam.options.pipeline_options import PipelineOptions

from detection.alert import AlertRule
from detection.detect_fraud import DetectionSettings, detect_fraud
from detection.kafka_io import read_from_kafka, write_to_kafka
from detection.pool_runner import PoolRunner
from flags import job_options, read_flags


def submit(arguments: list) -> str:
    """Hands the pipeline to the job server; the id that the job server gave it."""
    flags = read_flags(arguments)
    expansion = flags.expansion_service
    settings = DetectionSettings(
        rule=AlertRule(flags.threshold_cents, flags.max_evidence, flags.gap_ms),
        allowed_lateness_ms=flags.allowed_lateness_ms,
        max_future_skew_ms=flags.max_future_skew_ms,
        sum_in_bundle=flags.sum_in_bundle,
    )
    pipeline = beam.Pipeline(PoolRunner(flags.worker_pool), PipelineOptions(job_options(flags)))
    records = pipeline | "readTransactions" >> read_from_kafka(
        flags.brokers, flags.transactions_topic, flags.group, flags.start, expansion
    )
    alerts, dead_letters = detect_fraud(records, settings)
    _ = alerts | "writeAlerts" >> write_to_kafka(flags.brokers, flags.fraud_topic, expansion)
    _ = dead_letters | "writeDeadLetters" >> write_to_kafka(flags.brokers, flags.dead_letter_topic, expansion)
    return pipeline.run()._job_id


if __name__ == "__main__":
    try:
        print(submit(sys.argv[1:]))
    except grpc.RpcError as error:
        sys.exit(f"--job-server, --expansion-service: {error.code().name}: {error.details()}")
    except grpc.FutureTimeoutError:
        sys.exit("--job-server, --expansion-service: no answer in time, expected Beam's servers there")
