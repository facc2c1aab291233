import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a whole process cost. */
export interface Cost {
  wallSeconds: number;
  cpuSeconds: number;
  peakMegabytes: number;
  output: string;
}

const TICKS_PER_SECOND = 100;

/** Runs a command to its end and measures it from outside, every 20 ms, by /proc. Linux only. */
export function measure(command: string, args: string[]): Promise<Cost> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    let cpuSeconds = 0;
    let peakMegabytes = 0;
    const sample = setInterval(() => {
      try {
        const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1].split(" ");
        cpuSeconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
        const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"));
        if (peak) peakMegabytes = Number(peak[1]) / 1024;
      } catch {
        // The process has just ended: the last sample stands.
      }
    }, 20);
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(sample);
      if (code !== 0) reject(new Error(`${command} ${args.join(" ")} ended with ${code}`));
      else resolve({ wallSeconds: (performance.now() - started) / 1000, cpuSeconds, peakMegabytes, output });
    });
  });
}
