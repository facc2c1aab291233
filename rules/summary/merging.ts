/**
 * How the values of a field of two encoded summaries become one, as the last three bits of the field's id tell. The
 * runtime jar's `MergeableRecord` merges by them and knows nothing else of payments.
 */
export const MERGING = {
  /** Integers are added up. */
  sum: 0,
  /** The smaller integer stays. */
  least: 1,
  /** The larger integer stays. */
  greatest: 2,
  /** Different texts are kept, up to a bound; beyond it only that there are more. */
  texts: 3,
  /** Of numbered texts the first stay, as many as are wanted. */
  first: 4,
} as const;
