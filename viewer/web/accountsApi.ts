import { Hono } from "hono";
import { unescaped } from "../../transforms/alertText";
import { accountAnswer } from "../accounts/accountAnswer";
import type { AlertStore } from "../alertStore";

/** Alerts that are read for one answer; a busy account may be in thousands. */
const MAX_READ = 1_000;

/** `GET /api/accounts/NAME` tells what the alerts in view know of an account, by its whole name as the page shows it. */
export function accountsApi(store: Pick<AlertStore, "naming">): Hono {
  return new Hono().get("/api/accounts/:name", (context) => {
    const name = unescaped(context.req.param("name"));
    const { found, more } = store.naming(name, MAX_READ);
    return found.length === 0
      ? context.json({ errors: ["no alert in view names this account"] }, 404)
      : context.json(accountAnswer(name, found, more));
  });
}
