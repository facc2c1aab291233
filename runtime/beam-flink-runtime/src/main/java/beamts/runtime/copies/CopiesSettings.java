package beamts.runtime.copies;

/** How long copies are known. */
public final class CopiesSettings {
  /** From the time that all of them have, in ms. */
  public long withinMs;
}
