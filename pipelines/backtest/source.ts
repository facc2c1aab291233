import type { CopiesSeen } from "../../payment/copies";
import type { Finding } from "../../rules/finding";
import type { RulesText } from "../../transforms/rulesText";
import type { Progress } from "../embedded/progress";
import type { PaymentRef } from "./labels/labelledScheme";
import type { BacktestOptions } from "./options";
import type { Archive } from "./scanArchive";

/** Where the payments of a backtest come from. */
export interface PaymentSource {
  /** The option that tells it. */
  option: string;
  /** As that option has it. */
  name: string;
  /** Reads all once and looks up what labels name; `latestMs`: no payment is later. */
  scan(refs: readonly PaymentRef[], latestMs: number): Promise<Archive>;
  /** What the rules find; the same wherever they look. */
  find(rules: RulesText, limits: Limits, onProgress: (progress: Progress) => void): Promise<Found>;
}

type Limits = Pick<BacktestOptions, "disorder" | "maxFutureSkew" | "maxRecordBytes" | "duplicatesWithin">;

export interface Found {
  /** By start of the window, then by id. */
  findings: readonly Finding[];
  /** By reason, in order of the reasons. */
  deadLetters: ReadonlyMap<string, number>;
  /** Where copies of payments do not count, and who looked for them tells. */
  copies?: CopiesSeen;
}
