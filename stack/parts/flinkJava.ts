import type { Command } from "../daemon";
import type { Software } from "../downloads/software";
import { filesOf } from "../files";
import { javaProgram, logFlags, openModules } from "../java";
import type { StackSettings } from "../settings";

/** A main class on Flink's class path, with Flink's settings and the log file of `part`. */
export function flinkJava(
  settings: StackSettings,
  { flinkClassPath }: Software,
  { part, jvm, main }: { part: string; jvm: string[]; main: string[] },
): Command {
  const files = filesOf(settings);
  return {
    program: javaProgram(settings.javaHome),
    args: [
      ...jvm,
      ...openModules,
      // Flink's RPC would wake up a hundred times a second, in two systems a process, to see whether a message took too long.
      "-Dpekko.scheduler.tick-duration=100ms",
      `-Djava.io.tmpdir=${files.temporary}`,
      ...logFlags(files.log(part)),
      "-cp",
      flinkClassPath,
      ...main,
    ],
  };
}
