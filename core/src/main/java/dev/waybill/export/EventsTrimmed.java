package dev.waybill.export;

/** Unwinds an attempt in whose middle retention took events: it starts over with what is left. */
final class EventsTrimmed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventsTrimmed() {
    super("events were removed while they were read", null, false, false);
  }
}
