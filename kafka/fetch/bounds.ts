/** What a fetch asks for at most, compressed; a larger batch still comes, alone. */
export const FETCH = { maxBytes: 4 << 20, maxBytesPerPartition: 1 << 20 };

/**
 * What one batch may hold once it is decompressed. Brokers take 1 MiB by default, and clients fill batches by their
 * uncompressed size: whoever needs more has no honest reason. A megabyte of gzip can hold a gigabyte.
 */
export const BATCH = { bytes: 8 << 20, records: 100_000 };

/** What one answer may hold; batches beyond it are asked for again, but for the first one of each partition. */
export const ANSWER = { bytes: 32 << 20, records: 200_000 };
