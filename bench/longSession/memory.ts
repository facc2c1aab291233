import { execFileSync } from "node:child_process";

const MB = 1 << 20;

/** Heap of the TaskManager (MB, used), resident memory of the largest worker (MB), and the last checkpoint (kB, ms). */
export async function memoryOf(flink: string, jobId: string, workerPoolPid: number) {
  const get = async <T>(path: string) => (await (await fetch(`${flink}${path}`)).json()) as T;
  const { taskmanagers } = await get<{ taskmanagers: { id: string }[] }>("/taskmanagers");
  const [heap] = await get<{ value: string }[]>(
    `/taskmanagers/${taskmanagers[0].id}/metrics?get=Status.JVM.Memory.Heap.Used`,
  );
  const { latest } = await get<{ latest: { completed?: { state_size: number; end_to_end_duration: number } } }>(
    `/jobs/${jobId}/checkpoints`,
  );
  const workers = execFileSync("ps", ["-o", "rss=", "--ppid", String(workerPoolPid)], { encoding: "utf8" });
  return {
    heap: Math.round(Number(heap.value) / MB),
    worker: Math.round(Math.max(...workers.trim().split(/\s+/).map(Number)) / 1024),
    checkpointKb: Math.round((latest.completed?.state_size ?? 0) / 1024),
    checkpointMs: latest.completed?.end_to_end_duration ?? 0,
  };
}
