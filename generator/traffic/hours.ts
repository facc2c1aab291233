/** How busy each hour of a UTC day is beside the others; 24 numbers above 0. */
export type Hours = readonly number[];

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** People awake: little at night, most around noon and in the evening. */
export const WAKING: Hours = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 12, 13, 14, 12, 11, 11, 12, 13, 13, 12, 10, 8, 5, 3];

/** Offices and their computers. */
export const OFFICE: Hours = [1, 1, 1, 1, 2, 6, 10, 14, 18, 18, 16, 14, 10, 12, 14, 14, 12, 8, 4, 2, 1, 1, 1, 1];

/** Before anybody works: batches of payments that were ordered the day before. */
export const EARLY_MORNING: Hours = [1, 1, 4, 12, 20, 20, 14, 8, 4, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

/** When the books of a day are closed. */
export const CLOSING: Hours = [
  0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 1, 1, 1, 1, 1, 2, 3, 6, 14, 20, 14, 6, 2, 1, 0.5, 0.2, 0.1,
];

/**
 * The time, in epoch ms, by which as much has happened as would have in `elapsedMs` at an even pace: a day stays a day, busy
 * hours pass faster. Never goes back.
 */
export function timesByHours(hours: Hours, startMs: number): (elapsedMs: number) => number {
  const sum = hours.reduce((total, hour) => total + hour, 0);
  /** Activity, in ms, up to the beginning of each hour. */
  const until = [0];
  for (const hour of hours) until.push(until[until.length - 1] + (hour / sum) * DAY_MS);
  const timeOf = (busyMs: number) => {
    const day = Math.floor(busyMs / DAY_MS);
    const rest = busyMs - day * DAY_MS;
    let hour = 0;
    while (hour < 23 && until[hour + 1] <= rest) hour++;
    return day * DAY_MS + (hour + (rest - until[hour]) / (until[hour + 1] - until[hour])) * HOUR_MS;
  };
  const sinceMidnight = startMs % DAY_MS;
  const hour = Math.floor(sinceMidnight / HOUR_MS);
  const passed = until[hour] + (sinceMidnight / HOUR_MS - hour) * (until[hour + 1] - until[hour]);
  const before = startMs - sinceMidnight + passed;
  return (elapsedMs) => Math.max(startMs, Math.floor(timeOf(before + elapsedMs)));
}
