import { availableParallelism } from "node:os";
import { type InputFormat, LINES } from "../../payment/formats/inputFormat";
import { duplicatesSettings } from "../duplicatesOption";
import { findInFile } from "../embedded/findInFile";
import { scanArchive } from "./scanArchive";
import type { PaymentSource } from "./source";

/** An archive, one payment a line, in whatever format, judged by this process and its threads. */
export function fileSource(path: string, format: InputFormat = LINES): PaymentSource {
  return {
    option: "--input",
    name: path,
    scan: async (refs, latestMs) => scanArchive(path, refs, latestMs, format),
    async find(rules, { disorder, maxFutureSkew, maxRecordBytes, duplicatesWithin }, onProgress) {
      return await findInFile({
        path,
        rules,
        disorderMs: disorder,
        workers: availableParallelism(),
        maxFutureSkewMs: maxFutureSkew,
        maxRecordBytes,
        format,
        ...duplicatesSettings(duplicatesWithin, format),
        onProgress,
      });
    },
  };
}
