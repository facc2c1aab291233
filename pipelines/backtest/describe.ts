import { basename, relative } from "node:path";
import { UserError } from "../../config/runProgram";
import { formatDuration } from "../../config/values";
import { formatCents } from "../../payment/money";
import { formatTimestamp } from "../../payment/timestamp";
import { isReal } from "../../scoring/label";
import type { FoundScheme } from "./labels/labelledScheme";
import type { BacktestOptions } from "./options";
import type { Backtest, LabelsShown } from "./result";
import type { Archive } from "./scanArchive";
import type { PaymentSource } from "./source";

/** Throws `UserError` for an archive that tells nothing, or whose order is not what `--disorder` says. */
export function checkArchive({ payments, disorderMs }: Archive, source: PaymentSource, disorder: number): void {
  const { option } = source;
  const name = JSON.stringify(source.name);
  if (payments === 0) {
    throw new UserError(`${option}: found no payment in ${name}, expected lines timestamp;origin;target;amount`);
  }
  if (disorderMs > disorder) {
    throw new UserError(
      `${option}: ${name} is not in order of time: a payment lies ${formatDuration(disorderMs)} behind one before it, expected at most --disorder ${formatDuration(disorder)}: sort it, or allow for more`,
    );
  }
}

export function archiveShown(
  { name, option }: PaymentSource,
  archive: Archive,
  deadLetters: ReadonlyMap<string, number>,
): Backtest["archive"] {
  const { payments, totalCents, firstMs, lastMs, days, disorderMs } = archive;
  return {
    file: option === "--input" ? shownPath(name) : name,
    payments,
    amount: formatCents(totalCents),
    firstAt: formatTimestamp(firstMs),
    lastAt: formatTimestamp(lastMs),
    days: days.length,
    disorderMs,
    deadLetters: Object.fromEntries(deadLetters),
  };
}

export function labelsShown(
  { truth, reviews }: BacktestOptions,
  complete: boolean,
  schemes: readonly FoundScheme[],
): LabelsShown {
  const real = schemes.filter(isReal);
  const kinds = [...new Set(real.map(({ kind }) => kind))].sort();
  return {
    ...(truth === undefined ? {} : { truth: shownPath(truth) }),
    ...(reviews === undefined ? {} : { reviews: shownPath(reviews) }),
    complete,
    schemes: real.length,
    payments: new Set(real.flatMap(({ transactions }) => transactions)).size,
    kinds: Object.fromEntries(kinds.map((kind) => [kind, real.filter((scheme) => scheme.kind === kind).length])),
  };
}

/** A path as a person knows it: from here where it is below, as it was given elsewhere. */
export function shownPath(file: string): string {
  const below = relative("", file);
  return below.startsWith("..") ? file : below;
}

/** A file's name as a sentence has it: `new.yaml`. */
export function nameOf(file: string): string {
  return basename(file);
}
