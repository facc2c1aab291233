/** The same pipeline in Beam Python (`bench/beam-python`), on the same job server, expansion service and Flink. */
export { startPythonPool } from "./beamPython/pool";
export { preparePython } from "./beamPython/prepare";
export { type PythonJob, submitPythonJob } from "./beamPython/submit";
