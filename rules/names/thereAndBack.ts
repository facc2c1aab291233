import { Amount, Count } from "../conditions/units";
import { FOLDS } from "../folds/folds";
import { type SlotKind, slotKind } from "../folds/slot";
import type { SummaryName } from "./summaryName";

const firsts = [slotKind(FOLDS.first, "outgoing"), slotKind(FOLDS.first, "incoming")];
const sums = [slotKind(FOLDS.sum, "outgoing"), slotKind(FOLDS.sum, "incoming")];
const counts = [slotKind(FOLDS.count, "outgoing"), slotKind(FOLDS.count, "incoming")];

/** Between two accounts, `sent` is what the one paid who paid first, `received` what came back. */
export const thereAndBack: readonly SummaryName[] = [
  directed("sent", "Amount", "sum of what the account sent that paid first", sums, true),
  directed("received", "Amount", "sum of what came back to it", sums, false),
  directed("sentCount", "Count", "number of payments of the account that paid first", counts, true),
  directed("receivedCount", "Count", "number of payments back to it", counts, false),
];

function directed(
  name: string,
  type: "Amount" | "Count",
  meaning: string,
  kept: SlotKind[],
  there: boolean,
): SummaryName {
  const unit = type === "Amount" ? Amount : Count;
  return {
    name,
    type,
    // An earlier payment may turn there into back.
    grows: false,
    meaning,
    needs: [...firsts, ...kept],
    read(_, values) {
      const [firstOutgoing, firstIncoming, outgoing, incoming] = values as (number | bigint | null | undefined)[];
      if ([firstOutgoing, firstIncoming, outgoing, incoming].includes(undefined)) return undefined;
      // At the same moment, the account that comes first in the alphabet.
      const isOutgoingFirst =
        firstOutgoing !== null && (firstIncoming === null || Number(firstOutgoing) <= Number(firstIncoming));
      return new unit((isOutgoingFirst === there ? outgoing : incoming) as number | bigint);
    },
  };
}
