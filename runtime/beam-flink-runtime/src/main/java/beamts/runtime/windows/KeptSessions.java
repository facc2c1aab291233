package beamts.runtime.windows;

import java.util.List;

/** The sessions of the current key with their values, as a state keeps them. */
interface KeptSessions {
  /** Must be written or dropped before the next key's turn. */
  Sessions read() throws Exception;

  void write(Sessions sessions) throws Exception;

  void add(Sessions sessions, int session, byte[] value) throws Exception;

  /** Brings all values of a session to another one. */
  void move(Sessions sessions, int from, int to) throws Exception;

  /** All that was added, be it as one. */
  List<byte[]> valuesOf(Sessions sessions, int session) throws Exception;

  /** Forgets the values of a session. */
  void clear(Sessions sessions, int session) throws Exception;
}
