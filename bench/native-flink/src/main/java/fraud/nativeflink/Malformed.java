package fraud.nativeflink;

/** Why a line is no payment: a code to count by, and a sentence with what was found and what would be right. */
record Malformed(String reason, String detail) implements Parsed {}
