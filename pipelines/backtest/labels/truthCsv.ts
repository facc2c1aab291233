import { parse } from "csv-parse/sync";
import { UserError } from "../../../config/runProgram";
import { parseCents } from "../../../payment/money";
import { parseTimestamp } from "../../../payment/timestamp";
import { Malformed, parseTransaction } from "../../../payment/transaction";
import { connected } from "./connected";
import type { LabelledScheme, PaymentRef } from "./labelledScheme";

const COLUMNS = ["payment", "id", "time", "origin", "target", "amount", "kind", "scheme", "honest"];

interface Row {
  kind: string;
  scheme?: string;
  honest: boolean;
  ref: PaymentRef;
  accounts: string[];
}

/**
 * Labelled payments as CSV with a header. Rows of one `scheme` are one; without that column, rows of one kind that are
 * connected by their accounts. Throws `UserError` naming the row that is wrong.
 */
export function readTruthCsv(text: string, file: string): LabelledScheme[] {
  const rows = recordsOf(text, file).map((record, i) => rowOf(record, `--truth: ${file}:${i + 2}`));
  const kinds = new Map<string, Row[]>();
  for (const row of rows) {
    const name = JSON.stringify([row.kind, row.honest, row.scheme ?? null]);
    kinds.set(name, [...(kinds.get(name) ?? []), row]);
  }
  const groups = [...kinds.values()].flatMap((group) =>
    group[0].scheme === undefined ? connected(group, ({ accounts }) => accounts) : [group],
  );
  return groups.map((group, i) => {
    const { kind, scheme, honest } = group[0];
    return { id: scheme ?? `${kind}-${i + 1}`, kind, expected: [], honest, refs: group.map(({ ref }) => ref) };
  });
}

function recordsOf(text: string, file: string): Record<string, string>[] {
  try {
    const records: Record<string, string>[] = parse(text, {
      bom: true,
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      skip_empty_lines: true,
      trim: true,
    });
    const columns = Object.keys(records[0] ?? {});
    const unknown = columns.find((name) => !COLUMNS.includes(name));
    if (unknown !== undefined) {
      throw new UserError(
        `--truth: ${file}: found a column ${JSON.stringify(unknown)}, expected ${COLUMNS.join(", ")}`,
      );
    }
    const names = [["payment"], ["id"], ["time", "origin", "target"]];
    const isNamed = names.some((needed) => needed.every((name) => columns.includes(name)));
    if (records.length > 0 && !(columns.includes("kind") && isNamed)) {
      throw new UserError(`--truth: ${file}: expected the columns kind, and payment, id, or time, origin and target`);
    }
    return records;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`--truth: ${file}: ${(error as Error).message}`);
  }
}

function rowOf(record: Record<string, string>, place: string): Row {
  const { kind, scheme, honest = "" } = record;
  if (kind === "") throw new UserError(`${place}: kind: found nothing, expected a kind of scheme`);
  if (!["", "true", "false"].includes(honest)) {
    throw new UserError(`${place}: honest: found ${JSON.stringify(honest)}, expected true or false`);
  }
  const ref = refOf(record, place);
  const accounts = "origin" in ref ? [ref.origin, ref.target] : [JSON.stringify(ref)];
  return { kind, scheme: scheme || undefined, honest: honest === "true", ref, accounts };
}

function refOf(record: Record<string, string>, place: string): PaymentRef {
  if (record.payment) return byName(record.payment, place);
  if (record.id) return { id: record.id };
  if (record.time !== undefined) return byParts(record, place);
  throw new UserError(`${place}: found no name of a payment, expected one in the column payment or id`);
}

/** The number of a payment's line in the archive, or the line itself. */
function byName(name: string, place: string): PaymentRef {
  if (/^[1-9]\d{0,14}$/.test(name)) return { line: Number(name) };
  const parsed = parseTransaction(name, Number.POSITIVE_INFINITY);
  if (!(parsed instanceof Malformed)) return parsed;
  throw new UserError(
    `${place}: payment: found ${JSON.stringify(name)}, expected the number of its line in the archive, or that line`,
  );
}

function byParts({ time, origin, target, amount = "" }: Record<string, string>, place: string): PaymentRef {
  const timestampMs = parseTimestamp(time);
  if (Number.isNaN(timestampMs)) {
    throw new UserError(`${place}: time: found ${JSON.stringify(time)}, expected a time such as 2026-01-05T00:00:00Z`);
  }
  if (amount === "") return { timestampMs, origin, target };
  const amountCents = parseCents(amount);
  if (amountCents > 0) return { timestampMs, origin, target, amountCents };
  throw new UserError(`${place}: amount: found ${JSON.stringify(amount)}, expected a decimal amount, or nothing`);
}
