import { check } from "./check";
import type { Command } from "./command";
import { diff } from "./diff";
import { explain } from "./explain";
import { exportRecords } from "./export";
import { history } from "./history";
import { list } from "./list";
import { publish } from "./publish";
import { remove } from "./remove";
import { rollback } from "./rollback";

export const COMMANDS: Readonly<Record<string, Command>> = {
  check,
  explain,
  publish,
  diff,
  list,
  history,
  remove,
  rollback,
  export: exportRecords,
};
