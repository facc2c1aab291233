import type { FlinkRest } from "../../beam/flink/rest/flinkRest";

const EVERY_MS = 1_000;
const HEAP_USED = "Status.JVM.Memory.Heap.Used";

/** Looks once a second how much heap the TaskManagers use, garbage included; `stop` gives the most in MB, if any came. */
export function startHeapSampler(flink: FlinkRest): { stop(): number | undefined } {
  let peakBytes: number | undefined;
  const timer = setInterval(async () => {
    // A busy JobManager may answer late; the next look is as good.
    const bytes = await heapUsed(flink).catch(() => undefined);
    if (bytes !== undefined) peakBytes = Math.max(peakBytes ?? 0, bytes);
  }, EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      return peakBytes === undefined ? undefined : peakBytes / 2 ** 20;
    },
  };
}

async function heapUsed(flink: FlinkRest): Promise<number | undefined> {
  const { taskmanagers } = await flink.get<{ taskmanagers: { id: string }[] }>("/taskmanagers");
  const found = await Promise.all(
    taskmanagers.map(({ id }) => flink.get<{ value: string }[]>(`/taskmanagers/${id}/metrics?get=${HEAP_USED}`)),
  );
  const figures = found.flat().map(({ value }) => Number(value));
  return figures.length === 0 ? undefined : figures.reduce((sum, bytes) => sum + bytes, 0);
}
