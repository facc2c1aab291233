import { UserError } from "../../config/runProgram";
import type { Finding } from "./finding";

/** Throws a `UserError` with the advice when a check of the doctor failed. */
export async function needed(check: Promise<Finding>): Promise<void> {
  const { level, subject, text, advice } = await check;
  if (level === "FAIL") throw new UserError(`${subject}: ${text}; ${advice}`);
}
