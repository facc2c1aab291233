import type { Finding } from "../../rules/finding";
import type { Expected } from "./reference";

/** What was found as what is expected, in the same order. */
export function asExpected(findings: Finding[]): Expected[] {
  const text = ({ rule, key, start }: Expected) => `${rule}\0${key}\0${start}`;
  return findings
    .map((finding) => ({
      rule: finding.rule.id,
      key: finding.key.text,
      start: finding.windowStartMs,
      end: finding.windowEndMs,
      first: finding.firstMs,
      last: finding.lastMs,
      count: finding.count,
      totalCents: BigInt(finding.totalCents),
      evidence: finding.payments.map(
        (p) => `${p.timestampMs} ${p.origin} ${p.target} ${p.amountCents} ${p.id ?? "-"} ${p.paid ?? "-"}`,
      ),
      truncated: finding.truncated,
    }))
    .sort((a, b) => (text(a) < text(b) ? -1 : 1));
}
