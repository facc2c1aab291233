// The one door to the SDK. "apache-beam" has to be loaded before any of its sub-modules: they import one another in a circle.
import "./load";
import * as beam from "apache-beam";
import { type Coder, Context as CoderContext, globalRegistry, type ProtoContext } from "apache-beam/coders/coders";
import { BytesCoder, KVCoder } from "apache-beam/coders/required_coders";
import { IntervalWindowCoder, StrUtf8Coder } from "apache-beam/coders/standard_coders";
import * as runnerApi from "apache-beam/proto/beam_runner_api";
import { SessionWindowsPayload } from "apache-beam/proto/standard_window_fns";
import { requireForSerialization } from "apache-beam/serialization";
import { groupByKey, withCoderInternal as withCoder } from "apache-beam/transforms/internal";

export {
  BytesCoder,
  beam,
  type Coder,
  CoderContext,
  globalRegistry,
  groupByKey,
  IntervalWindowCoder,
  KVCoder,
  type ProtoContext,
  requireForSerialization,
  runnerApi,
  SessionWindowsPayload,
  StrUtf8Coder,
  withCoder,
};

/**
 * Makes functions and classes known by name, so that a pipeline can carry them to a worker in another process: no
 * closure is ever serialized. The worker registers the same names by importing the module that it is told of. `module`
 * keeps the names of two modules apart.
 */
export function register(module: string, values: Record<string, unknown>): void {
  requireForSerialization(module, values);
}
