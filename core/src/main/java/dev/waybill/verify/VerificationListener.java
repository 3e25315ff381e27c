package dev.waybill.verify;

/** Watches a verification. All calls come from the thread that runs it. */
public interface VerificationListener {
  /** Something is reported; nothing of it is kept. */
  void observed(Observation observation);

  /** More objects lie below {@code events/}; all are listed before the first is checked. */
  void listed(long objects, long storedBytes);

  /** An object was checked. */
  void checked(long storedBytes);
}
