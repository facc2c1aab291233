import { z } from "zod";
import { nearest } from "../../config/nearest";
import { AMOUNT_FORMS, TIME_FORMS } from "./inputFormat";

/** How each field that can be named may be written, the usual way first. */
const FORMS = { timestamp: TIME_FORMS, origin: [], target: [], amount: AMOUNT_FORMS, id: [], currency: [] } as const;
export type MappedName = keyof typeof FORMS;

/** Where a field stands, and how it is written where that is said. */
export interface Mapped {
  path: string;
  as?: string;
}

const NAMES = Object.keys(FORMS).join(", ");
const EXPECTED = `NAME=PLACE[:FORM], NAME one of ${NAMES}`;
/** In one text, as the environment has it, commas part fields; places may have commas, too. */
const NEXT_FIELD = new RegExp(`,(?=(?:${Object.keys(FORMS).join("|")})=)`);

/** `timestamp=/meta/t:epoch-ms`, several of them in a list or with commas between them, or a YAML map. */
export const fieldMapping = z
  .union(
    [
      z.string().transform((text) => text.split(NEXT_FIELD)),
      z.array(z.string()),
      z
        .record(z.string(), z.string())
        .transform((map) => Object.entries(map).map(([name, place]) => `${name}=${place}`)),
    ],
    { error: EXPECTED },
  )
  .transform((entries, context) => {
    const mapped: Partial<Record<MappedName, Mapped>> = {};
    for (const entry of entries) {
      const problem = addTo(mapped, entry);
      if (problem !== undefined) {
        context.addIssue({ code: "custom", message: problem });
        return z.NEVER;
      }
    }
    return mapped;
  });

function addTo(mapped: Partial<Record<MappedName, Mapped>>, entry: string): string | undefined {
  const [, name, place] = /^([^=]*)=(.+)$/s.exec(entry) ?? [];
  if (place === undefined || !Object.hasOwn(FORMS, name)) return EXPECTED;
  const field = name as MappedName;
  if (mapped[field] !== undefined) return `each field once, found ${field} twice`;
  const forms: readonly string[] = FORMS[field];
  const colon = place.lastIndexOf(":");
  const form = place.slice(colon + 1);
  if (colon > 0 && forms.includes(form)) mapped[field] = { path: place.slice(0, colon), as: form };
  // A colon may be part of a name, too, unless what is behind it was meant as a form.
  else if (colon > 0 && nearest(form, forms) !== undefined)
    return `${field}=PLACE:FORM, FORM one of ${forms.join(", ")}`;
  else mapped[field] = { path: place };
  return undefined;
}
