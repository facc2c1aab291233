"""Submits to Beam's Flink job server; Python runs in workers of a pool, as in beam/flink/submit/flinkRunner.ts."""

from apache_beam.portability.api import beam_runner_api_pb2
from apache_beam.runners.portability.portable_runner import PortableRunner
from apache_beam.transforms.environments import ExternalEnvironment, python_sdk_capabilities


class PoolRunner(PortableRunner):
    """`worker_pool`: HOST:PORT of the pool, as the TaskManagers reach it."""

    def __init__(self, worker_pool: str):
        super().__init__()
        self.worker_pool = worker_pool

    def default_environment(self, options):
        """Without the files that the SDK would stage: the pool has the code."""
        return ExternalEnvironment(self.worker_pool, capabilities=python_sdk_capabilities())

    def run_portable_pipeline(self, pipeline, options):
        for environment in pipeline.components.environments.values():
            del environment.dependencies[:]
        # The SDK has no option for it and asks for a second, empty firing of each session as its lateness runs out:
        # every alert would be sent again as LATE.
        for strategy in pipeline.components.windowing_strategies.values():
            strategy.closing_behavior = beam_runner_api_pb2.ClosingBehavior.EMIT_IF_NONEMPTY
        return super().run_portable_pipeline(pipeline, options)
