/** Of scripts whose letters are joined by a virama. */
const INDIC = [
  "Devanagari",
  "Bengali",
  "Gurmukhi",
  "Gujarati",
  "Oriya",
  "Tamil",
  "Telugu",
  "Kannada",
  "Malayalam",
  "Sinhala",
];
const INDIC_LETTER = `[${INDIC.map((script) => `\\p{Script=${script}}`).join("")}]`;
const VIRAMA = "[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca]";
/** Letters of Arabic, Persian, Urdu and their kin that join to the next one, and those that join to the one before. */
const JOINS_NEXT =
  "[\\u0620\\u0626\\u0628\\u062a-\\u062e\\u0633-\\u063f\\u0641-\\u0647\\u0649\\u064a\\u0678-\\u0687\\u069a-\\u06bf\\u06c1\\u06c2\\u06cc\\u06ce\\u06d0\\u06d1\\u06fa-\\u06fc\\u06ff]";
const JOINS_BEFORE = "[\\u0620\\u0622-\\u063f\\u0641-\\u064a\\u0671-\\u0673\\u0675-\\u06d3\\u06fa-\\u06fc\\u06ff]";

/**
 * Where the joiners, U+200C and U+200D, which are not seen themselves, change what is seen: between letters that would be
 * joined, behind a virama, and in emoji that stand for one. Sources: RFC 5892, appendix A; Unicode's list of joined emoji.
 */
const SEEN = [
  `(?<=${JOINS_NEXT}\\p{Mn}*)\\u200c(?=\\p{Mn}*${JOINS_BEFORE})`,
  `(?<=${INDIC_LETTER}${VIRAMA})[\\u200c\\u200d](?=${INDIC_LETTER})`,
  // Bengali's ra before ya.
  "(?<=\\u09b0)\\u200d(?=\\u09cd\\u09af)",
  "\\p{RGI_Emoji_ZWJ_Sequence}",
];
const SEEN_JOINERS = new RegExp(SEEN.join("|"), "gv");
const JOINERS = /[\u200c\u200d]/;

/** The places in a text of all characters that belong to a joiner that is seen. */
export function seenJoiners(text: string): ReadonlySet<number> {
  const places = new Set<number>();
  // Nearly no text has any.
  if (!JOINERS.test(text)) return places;
  for (const { 0: match, index } of text.matchAll(SEEN_JOINERS)) {
    for (let i = 0; i < match.length; i++) places.add(index + i);
  }
  return places;
}
