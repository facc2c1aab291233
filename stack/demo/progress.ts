import { httpJson } from "../../service/probes/httpJson";

/** Payments sent, from a line of the generator's log; undefined for lines about other things. */
export function paymentsSent(line: string): number | undefined {
  try {
    const { msg, delivered } = JSON.parse(line) as { msg?: string; delivered?: number };
    return msg === "progress" ? delivered : undefined;
  } catch {
    return undefined;
  }
}

/** One line about how it goes: payments sent, and what the page shows. */
export async function progressLine(page: string, sent: number): Promise<string> {
  const count = async (timing: string) =>
    (await httpJson<{ total: number }>(`${page}/api/alerts?limit=1${timing}`)).total;
  const [all, early] = await Promise.all([count(""), count("&timing=EARLY")]);
  const written = (n: number) => n.toLocaleString("en");
  return `payments sent: ${written(sent)}, alerts: ${written(all)} (early: ${written(early)}, final: ${written(all - early)})`;
}
