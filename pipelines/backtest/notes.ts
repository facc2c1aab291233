import { formatDuration } from "../../config/values";
import type { CopiesSeen } from "../../payment/copies";
import { counted } from "../../rules/explain";
import type { FoundScheme } from "./labels/labelledScheme";
import type { Labels } from "./labels/readLabels";
import type { Backtest } from "./result";
import type { Archive } from "./scanArchive";

/** What a person should know before he believes a figure, a line each. */
export function notesOf(
  { tried, archive: shown, labels: known }: Omit<Backtest, "notes">,
  archive: Archive,
  labels: Labels,
  named: readonly FoundScheme[],
  reviewed: readonly FoundScheme[],
  copies?: CopiesSeen,
): string[] {
  const silent = tried.rules.filter(({ alerts }) => alerts.count === 0);
  const notes: (string | false)[] = [
    known.truth === undefined &&
      known.reviews === undefined &&
      "No labels were given: precision and recall are not known.",
    (known.truth ?? known.reviews) !== undefined &&
      !known.complete &&
      "The labels do not tell of all payments: precision is that of the alerts with a label, and says nothing of the others.",
    known.complete && "Payments that the truth does not name count as honest (--labels complete).",
    ...absences(labels, archive, named),
    ...strayReviews(labels, reviewed),
    ...refusals(shown.deadLetters),
    ...(copies === undefined ? [] : repetitions(copies)),
    archive.disorderMs > 0 &&
      `The archive is not quite in order of time: payments lie up to ${formatDuration(archive.disorderMs)} behind others before them.`,
    ...silent.map(({ rule }) => `Rule ${rule} never fired: its condition held in no window of this archive.`),
    archive.days.length < 7 &&
      `The archive has ${counted(archive.days.length, "day")}: few to tell days apart by, and slow schemes may lie across its ends.`,
  ];
  return notes.filter((note) => note !== false);
}

function absences({ schemes }: Labels, { named }: Archive, found: readonly FoundScheme[]): string[] {
  const absent = schemes.length - found.length;
  const kept = new Set(found.map(({ id }) => id));
  const missing = schemes
    .filter(({ id }) => kept.has(id))
    .reduce((sum, { refs }) => sum + refs.filter((ref) => !named.has(ref)).length, 0);
  return [
    ...(absent > 0 ? [`Left out: ${counted(absent, "scheme")} of the truth without any payment in the archive.`] : []),
    ...(missing > 0 ? [`Not in the archive: ${counted(missing, "payment")} of the other schemes.`] : []),
  ];
}

function strayReviews({ reviews }: Labels, reviewed: readonly FoundScheme[]): string[] {
  const decided = [...reviews.values()].filter((outcome) => outcome === "confirmed" || outcome === "dismissed").length;
  const stray = decided - reviewed.length;
  const open = reviews.size - decided;
  return [
    ...(stray > 0 ? [`Left out: ${counted(stray, "review")} of alerts that this run does not raise.`] : []),
    ...(open > 0 ? [`Left out: ${counted(open, "review")} whose outcome is neither confirmed nor dismissed.`] : []),
  ];
}

function repetitions({ duplicates, conflictingIds }: CopiesSeen): string[] {
  return [
    ...(duplicates > 0 ? [`Left out: ${counted(duplicates, "payment")} that came before (--duplicates-within).`] : []),
    ...(conflictingIds > 0
      ? [`Kept: ${counted(conflictingIds, "payment")} with an id that another payment had, and other content.`]
      : []),
  ];
}

function refusals(deadLetters: Record<string, number>): string[] {
  const reasons = Object.entries(deadLetters).map(([reason, count]) => `${count} ${reason}`);
  const count = Object.values(deadLetters).reduce((sum, one) => sum + one, 0);
  return count > 0 ? [`No payments: ${counted(count, "line")} of the archive (${reasons.join(", ")}).`] : [];
}
