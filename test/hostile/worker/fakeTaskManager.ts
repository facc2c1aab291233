import {
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type sendUnaryData,
} from "@grpc/grpc-js";
import "../../../beam/load"; // before any of its sub-modules: they import one another in a circle
import {
  type Elements,
  InstructionRequest,
  type InstructionResponse,
  type ProcessBundleDescriptor,
} from "apache-beam/proto/beam_fn_api";
import { beamFnControlDefinition, beamFnDataDefinition } from "apache-beam/proto/beam_fn_api.grpc-server";
import { SOURCE, type Stage } from "./stage";

type Control = ServerDuplexStream<InstructionResponse, InstructionRequest>;
type Data = ServerDuplexStream<Elements, Elements>;

/** A TaskManager as far as a worker sees it: gives it one stage and bundles for it, one after the other. */
export async function startFakeTaskManager(onOutput: (sink: string, data: Uint8Array) => void) {
  const server = new Server({ "grpc.max_receive_message_length": -1 });
  let descriptor: ProcessBundleDescriptor | undefined;
  const control = later<Control>();
  const data = later<Data>();
  let sinks = 0;
  const answers = new Map<string, (answer: InstructionResponse) => void>();
  const lasts = new Map<string, () => void>();
  server.addService(beamFnControlDefinition, {
    control(stream: Control) {
      stream.on("data", (answer: InstructionResponse) => answers.get(answer.instructionId)?.(answer));
      stream.on("error", () => {});
      control.resolve(stream);
    },
    getProcessBundleDescriptor(_: ServerUnaryCall<object, unknown>, answer: sendUnaryData<ProcessBundleDescriptor>) {
      answer(null, descriptor);
    },
  });
  server.addService(beamFnDataDefinition, {
    data(stream: Data) {
      stream.on("data", (elements: Elements) => {
        for (const { instructionId, transformId, data: bytes, isLast } of elements.data) {
          if (isLast) lasts.get(instructionId)?.();
          else onOutput(transformId, bytes);
        }
      });
      stream.on("error", () => {});
      data.resolve(stream);
    },
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  let bundles = 0;

  return {
    url: `127.0.0.1:${port}`,
    /** The stage that bundles are for from now on. */
    give(stage: Stage): void {
      descriptor = stage.descriptor;
      sinks = stage.sinks.length;
    },
    /** Has the worker process these elements; rejects with what it complains of. */
    async process(elements: Buffer): Promise<void> {
      const instructionId = `bundle ${++bundles}`;
      const transformId = SOURCE;
      let open = sinks;
      const allOut = new Promise<void>((resolve) => lasts.set(instructionId, () => --open === 0 && resolve()));
      const done = new Promise<InstructionResponse>((resolve) => answers.set(instructionId, resolve));
      const request = {
        oneofKind: "processBundle" as const,
        processBundle: { processBundleDescriptorId: descriptor?.id ?? "", cacheTokens: [] },
      };
      (await control.promise).write(InstructionRequest.create({ instructionId, request }));
      const stream = await data.promise;
      stream.write({ data: [{ instructionId, transformId, data: elements, isLast: false }], timers: [] });
      stream.write({ data: [{ instructionId, transformId, data: new Uint8Array(), isLast: true }], timers: [] });
      const { error } = await done;
      answers.delete(instructionId);
      if (error !== "") throw new Error(`${instructionId}: ${error}`);
      // Elements come on a stream of their own.
      await allOut;
      lasts.delete(instructionId);
    },
    close: () => server.forceShutdown(),
  };
}

export type FakeTaskManager = Awaited<ReturnType<typeof startFakeTaskManager>>;

function later<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
