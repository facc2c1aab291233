import { readFileSync } from "node:fs";
import { UserError } from "../../../config/runProgram";
import type { Archive } from "../scanArchive";
import type { FoundScheme, LabelledScheme } from "./labelledScheme";
import { readReviews } from "./reviews";
import { readTruthCsv } from "./truthCsv";
import { readTruthLines } from "./truthLines";

/** What label files say, before the archive is read. */
export interface Labels {
  schemes: LabelledScheme[];
  /** Outcomes by id of the alert. */
  reviews: ReadonlyMap<string, string | undefined>;
  /** Whether what is not named is honest. */
  complete: boolean;
}

export interface LabelFiles {
  truth?: string;
  reviews?: string;
  labels?: "complete" | "partial";
}

/** Reads the label files that there are. Throws `UserError` for what is none. */
export function readLabels({ truth, reviews, labels }: LabelFiles): Labels {
  const isCsv = truth?.toLowerCase().endsWith(".csv") ?? false;
  const text = truth === undefined ? undefined : textOf("--truth", truth);
  const schemes = text === undefined ? [] : (isCsv ? readTruthCsv : readTruthLines)(text, truth as string);
  return {
    schemes,
    reviews: reviews === undefined ? new Map() : readReviews(textOf("--reviews", reviews), reviews),
    complete: (labels ?? (text === undefined || isCsv ? "partial" : "complete")) === "complete",
  };
}

function textOf(option: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`${option}: cannot read ${JSON.stringify(file)}: ${(error as Error).message}`);
  }
}

/** The schemes with those of their payments that are in the archive; without the schemes that have none there. */
export function inArchive(schemes: readonly LabelledScheme[], { named }: Archive): FoundScheme[] {
  return schemes.flatMap(({ refs, ...scheme }) => {
    const transactions = [...new Set(refs.flatMap((ref) => named.get(ref) ?? []))];
    transactions.sort((a, b) => a.timestampMs - b.timestampMs);
    return transactions.length === 0 ? [] : [{ ...scheme, transactions }];
  });
}
