/**
 * What Java's servers are told in tests, which start many for minutes each: to compile at most once costs half the
 * processor time of a start, and what they do stays the same.
 */
module.exports = { QUICK_JAVA: "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" };
