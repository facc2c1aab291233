package fraud.nativeflink;

/** When an alert is sent: as the sum crosses the limit, when the session has ended, for a payment after that. */
enum Timing {
  EARLY,
  ON_TIME,
  LATE
}
