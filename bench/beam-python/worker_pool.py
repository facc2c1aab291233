"""
Gives Flink's TaskManagers Python workers: a process for each that they ask for, which is `--workers-per-task-manager`
of the job times TaskManagers. The SDK's own pool (apache_beam.runners.worker.worker_pool_main) listens on every network
interface and knows no password; this one is the same servicer on loopback. Usage: worker_pool.py PORT
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import grpc
from apache_beam.portability.api import beam_fn_api_pb2_grpc
from apache_beam.runners.worker.worker_pool_main import BeamFnExternalWorkerPoolServicer


def serve(port: int) -> None:
    """Serves until the process is ended; its workers are in its process group."""
    # Workers are started as `python`, and import this folder's modules by name.
    os.environ["PATH"] = f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ.get('PATH', '')}"
    os.environ["PYTHONPATH"] = os.path.dirname(os.path.abspath(__file__))
    # Otherwise a second pool on the same port would start, and get every other request.
    server = grpc.server(ThreadPoolExecutor(4), options=[("grpc.so_reuseport", 0)])
    pool = BeamFnExternalWorkerPoolServicer(use_process=True, data_buffer_time_limit_ms=-1)
    beam_fn_api_pb2_grpc.add_BeamFnExternalWorkerPoolServicer_to_server(pool, server)
    server.add_insecure_port(f"127.0.0.1:{port}")
    server.start()
    print("ready for work", flush=True)
    server.wait_for_termination()


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
        sys.exit(f"PORT: found {' '.join(sys.argv[1:])!r}, expected the port to listen on")
    try:
        serve(int(sys.argv[1]))
    except RuntimeError as error:
        sys.exit(f"PORT: cannot listen on 127.0.0.1:{sys.argv[1]}: {error}")
