package beamts.runtime.windows;

/** How mixed windows are grouped. */
public final class MixedSettings {
  /** Whether there are elements for all parallel groupers: see {@link ForAll}. */
  public boolean broadcasts;
}
