import { parseTransaction, type Transaction } from "../../../payment/transaction";
import { heldBytes } from "./measured";

// Bytes of an account that was read from a line as long as one can be but for its other account.
const COUNT = 20_000;
const time = `2017-07-23T01:06:47.${"1".repeat(43)}Z`;
const other = "x".repeat(250);
const bytes = heldBytes(() =>
  Array.from({ length: COUNT }, (_, i) => {
    const line = `${time};account number ${i};${other};1`;
    return (parseTransaction(line, Number.MAX_SAFE_INTEGER) as Transaction).origin;
  }),
);
console.log(JSON.stringify([{ bytes: bytes / COUNT }]));
