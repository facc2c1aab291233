import { calendarSchema } from "./calendar";
import { sessionSchema } from "./session";
import { slidingSchema } from "./sliding";

/** Every kind of window, by the field that tells it in a rule. */
export const WINDOWS = { session: sessionSchema, sliding: slidingSchema, calendar: calendarSchema } as const;
export type WindowKindName = keyof typeof WINDOWS;
