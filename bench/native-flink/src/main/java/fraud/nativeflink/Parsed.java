package fraud.nativeflink;

/** What a line turned out to be. */
sealed interface Parsed permits Payment, Malformed {}
