"""The command line of pipeline.py. Names and defaults as `npm run submit`, with units in the names."""

import argparse
import re


def read_flags(arguments: list) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    text = parser.add_argument
    text("--brokers", type=_addresses, default="127.0.0.1:9092", help="Kafka, HOST:PORT[,HOST:PORT…]")
    text("--transactions-topic", default="transactions")
    text("--fraud-topic", default="fraud")
    text("--dead-letter-topic", default="transactions-dead-letter")
    text("--group", default="fraud-detection-python", help="consumer group whose offsets show what checkpoints cover")
    text("--start", choices=["earliest", "latest"], default="earliest", help="for a group without offsets")
    text("--gap-ms", type=_whole(1), default=600_000, help="pause that ends a session")
    text("--threshold-cents", type=_whole(0), default=1_000_000, help="an alert is raised for every sum above it")
    text("--allowed-lateness-ms", type=_whole(0), default=60_000)
    text("--max-evidence", type=_whole(1), default=100, help="payments listed in an alert at most, the earliest")
    text("--max-future-skew-ms", type=_whole(0), default=300_000, help="a payment further ahead is a dead letter")
    text(
        "--sum-in-bundle",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="add up what a bundle holds of each session before the shuffle; without it, a plain CombinePerKey",
    )
    text("--job-name", default="fraud-detection-python")
    text("--parallelism", type=_whole(1), default=2)
    text("--workers-per-task-manager", type=_whole(1), default=1, help="Python processes beside each TaskManager")
    text("--checkpoint-interval-ms", type=_whole(100), default=10_000)
    text("--max-bundle-time-ms", type=_whole(1), default=50)
    text("--max-bundle-size", type=_whole(1), default=10_000)
    text("--flink", type=_addresses, help="Flink's REST, HOST:PORT; without it, the job server's own")
    text("--job-server", type=_addresses, default="127.0.0.1:8099")
    text("--expansion-service", type=_addresses, default="127.0.0.1:8097")
    text("--worker-pool", type=_addresses, default="127.0.0.1:5565", help="worker_pool.py, as the TaskManagers see it")
    return parser.parse_args(arguments)


def job_options(flags: argparse.Namespace) -> list:
    """What Flink's job gets: the same as `beamOptions` in pipelines/job/jobOptions.ts, in Beam's names."""
    return [
        f"--job_name={flags.job_name}",
        "--streaming",
        f"--parallelism={flags.parallelism}",
        "--max_parallelism=128",
        f"--sdk_worker_parallelism={flags.workers_per_task_manager}",
        f"--checkpointing_interval={flags.checkpoint_interval_ms}",
        "--checkpoint_timeout_millis=600000",
        # Otherwise watermarks overtake the bundle that a checkpoint holds back, and some alerts come out wrong.
        "--finish_bundle_before_checkpointing",
        "--retain_externalized_checkpoints_on_cancellation",
        f"--max_bundle_time_mills={flags.max_bundle_time_ms}",
        f"--max_bundle_size={flags.max_bundle_size}",
        *([] if flags.flink is None else [f"--flink_master={flags.flink}"]),
        f"--job_endpoint={flags.job_server}",
    ]


def _whole(least: int):
    def parse(value: str) -> int:
        if re.fullmatch(r"[0-9]{1,15}", value) is None or int(value) < least:
            raise argparse.ArgumentTypeError(f"found {value!r}, expected a whole number of at least {least}")
        return int(value)

    return parse


def _addresses(value: str) -> str:
    if re.fullmatch(r"[^\s,:/]+:[0-9]+(,[^\s,:/]+:[0-9]+)*", value) is None:
        raise argparse.ArgumentTypeError(f"found {value!r}, expected HOST:PORT")
    return value
