import { httpJson } from "../../service/probes/httpJson";
import { readRecord } from "../daemon";
import { filesOf } from "../files";
import { taskManagerMemory } from "../flinkConfig";
import { flinkJava } from "./flinkJava";
import type { PartFactory } from "./part";

/** The `number`th of Flink's TaskManagers, counted from 1. */
export const taskManager =
  (number: number): PartFactory =>
  (settings) => {
    const name = `taskmanager-${number}`;
    const files = filesOf(settings);
    const memory = taskManagerMemory(settings.memoryMb);
    const flink = `http://${settings.host}:${settings.ports.flink}`;
    return {
      name,
      ports: [],
      address: `${settings.slots} slots`,
      command: (software) =>
        flinkJava(settings, software, {
          part: name,
          jvm: memory.jvm,
          main: [
            "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
            "--configDir",
            files.config,
            "-Dtaskmanager.cpu.cores=2.0",
            ...memory.options,
            // A name of its own for each start: one that was just killed is still registered for a while.
            `-Dtaskmanager.resource-id=${name}-${Date.now()}`,
          ],
        }),
      check: async () => {
        const { taskmanagers } = await httpJson<{ taskmanagers: { id: string }[] }>(`${flink}/taskmanagers`);
        const started = Date.parse(readRecord(files.process(name))?.startedAt ?? "");
        // The name was made just before the process was started.
        const isThisOne = (id: string) => Number(id.split("-").at(-1)) >= started - 1_000;
        if (!taskmanagers.some(({ id }) => id.startsWith(`${name}-`) && isThisOne(id))) {
          throw new Error("not registered at the JobManager yet");
        }
      },
    };
  };
