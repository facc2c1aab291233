package beamts.runtime.windows;

import java.util.Arrays;

/**
 * The sessions of one key, without their values, laid out in one array, as a state may keep it: six numbers a session.
 * Sessions never overlap. They are addressed by their place in the array.
 */
final class Sessions {
  /** Not given out yet. */
  static final long NEW = 0;
  /** Given out as it is. */
  static final long GIVEN_OUT = 1;
  /** Changed since it was given out. */
  static final long CHANGED = 2;

  private static final int ID = 0, START = 1, END = 2, SIZE = 3, TIMER = 4, STATUS = 5, WIDTH = 6;
  private static final int BITS_OF_A_POSITION = 32;
  /** Of the number that holds it. */
  private static final long STATUS_BITS = 3;

  private long[] numbers;

  /** {@code numbers}: what {@link #numbers} gave before; null where there are none. */
  Sessions(long[] numbers) {
    this.numbers = numbers == null ? new long[0] : numbers;
  }

  /** {@code count} of them, with ids from 0, to be {@link #set}. */
  static Sessions of(int count) {
    var sessions = new Sessions(new long[count * WIDTH]);
    for (var session = 0; session < count; session++) sessions.numbers[session * WIDTH + ID] = session;
    return sessions;
  }

  void set(int session, long start, long end, long timer, long flags) {
    numbers[session * WIDTH + START] = start;
    numbers[session * WIDTH + END] = end;
    numbers[session * WIDTH + TIMER] = timer;
    numbers[session * WIDTH + STATUS] = flags;
  }

  long[] numbers() {
    return numbers;
  }

  int count() {
    return numbers.length / WIDTH;
  }

  long start(int session) {
    return numbers[session * WIDTH + START];
  }

  long end(int session) {
    return numbers[session * WIDTH + END];
  }

  int size(int session) {
    return (int) numbers[session * WIDTH + SIZE];
  }

  /** The event time of the timer that is set for it. */
  long timer(int session) {
    return numbers[session * WIDTH + TIMER];
  }

  long status(int session) {
    return numbers[session * WIDTH + STATUS] & STATUS_BITS;
  }

  /** Unique among the sessions of the key; small. */
  int id(int session) {
    return (int) numbers[session * WIDTH + ID];
  }

  /** Its status and who handed it on, as one number. */
  long flags(int session) {
    return numbers[session * WIDTH + STATUS];
  }

  void setTimer(int session, long time) {
    numbers[session * WIDTH + TIMER] = time;
  }

  void setStatus(int session, long status) {
    numbers[session * WIDTH + STATUS] = numbers[session * WIDTH + STATUS] & ~STATUS_BITS | status;
  }

  /** Whether {@code instance} was the last to hand it on before its end; all but two bits of it count. */
  boolean isHandedOnBy(long instance, int session) {
    return (numbers[session * WIDTH + STATUS] & ~STATUS_BITS) == (instance & ~STATUS_BITS);
  }

  void setHandedOnBy(long instance, int session) {
    numbers[session * WIDTH + STATUS] = instance & ~STATUS_BITS | status(session);
  }

  /** A session that overlaps [start, end), other than {@code not}; -1 for none. */
  int overlapping(long start, long end, int not) {
    for (var session = 0; session < count(); session++) {
      if (session != not && start < end(session) && start(session) < end) return session;
    }
    return -1;
  }

  /** Adds an empty session. */
  int add(long start, long end) {
    var id = 0L;
    for (var session = 0; session < count(); session++) id = Math.max(id, numbers[session * WIDTH + ID] + 1);
    var at = numbers.length;
    numbers = Arrays.copyOf(numbers, at + WIDTH);
    numbers[at + ID] = id;
    numbers[at + START] = start;
    numbers[at + END] = end;
    numbers[at + TIMER] = Long.MAX_VALUE;
    return at / WIDTH;
  }

  void extend(int session, long start, long end) {
    numbers[session * WIDTH + START] = Math.min(start(session), start);
    numbers[session * WIDTH + END] = Math.max(end(session), end);
  }

  /** Forgets a session; the last one takes its place. */
  void remove(int session) {
    var last = numbers.length - WIDTH;
    System.arraycopy(numbers, last, numbers, session * WIDTH, WIDTH);
    numbers = Arrays.copyOf(numbers, last);
  }

  /** Where the value at {@code position} of a session is kept, unique among the values of the key. */
  long valueKey(int session, int position) {
    return numbers[session * WIDTH + ID] << BITS_OF_A_POSITION | position;
  }

  /** Makes room for one more value and tells where it is to be kept. */
  long nextValueKey(int session) {
    return valueKey(session, (int) numbers[session * WIDTH + SIZE]++);
  }
}
