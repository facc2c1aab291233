package beamts.runtime.state;

/** A job was started from a state of other options. Its name is what a person reads first. */
final class StateDoesNotFit extends RuntimeException {
  private static final long serialVersionUID = 1;

  StateDoesNotFit(String message) {
    super(message);
  }
}
