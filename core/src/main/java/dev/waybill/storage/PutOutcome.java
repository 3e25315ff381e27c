package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;

/** What became of putting an object. */
public sealed interface PutOutcome {

  /** The object is there, with this content, and durable. */
  record Stored() implements PutOutcome {}

  /** An object of that name was there already; its content was not changed. */
  record AlreadyThere() implements PutOutcome {}

  /** Nothing was stored under that name by this call. */
  record Refused(Failure failure) implements PutOutcome {
    public Refused {
      requireNonNull(failure, "failure is null");
    }
  }

  /**
   * The store says that it keeps other bytes under that name than were sent: whatever has the name
   * is not what was to be put.
   */
  record OtherBytes(Failure failure) implements PutOutcome {
    public OtherBytes {
      requireNonNull(failure, "failure is null");
    }
  }

  /** The answer was lost: the object may be there, now or a little later. */
  record Unknown(Failure failure) implements PutOutcome {
    public Unknown {
      requireNonNull(failure, "failure is null");
    }
  }
}
