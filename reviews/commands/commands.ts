import type { Commands } from "../../config/commands";
import type { Command } from "./command";
import { exportReviews } from "./export";
import { history } from "./history";
import { list } from "./list";

export const COMMANDS: Commands<Command> = { list, history, export: exportReviews };
