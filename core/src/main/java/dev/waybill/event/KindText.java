package dev.waybill.event;

/** How a kind is written. */
final class KindText {
  private static final String RECEIVED = ",\"receivedTime\":";

  /** Where in {@link #ending} the time of receipt goes. */
  static final int STAMP = RECEIVED.length();

  private static final KindText QUERY = new KindText(EventKind.QUERY);
  private static final KindText SYSTEM = new KindText(EventKind.SYSTEM);
  private static final KindText CUSTOM = new KindText(EventKind.CUSTOM);

  private final byte[] name;
  private final byte[] quoted;
  private final byte[] ending;

  private KindText(EventKind kind) {
    name = JsonText.ascii(kind.name());
    quoted = JsonText.quote(kind.name());
    ending =
        JsonText.ascii(
            RECEIVED + "0".repeat(EventBatch.STAMP_DIGITS) + ",\"eventKind\":\"" + kind + "\"}\n");
  }

  static KindText of(EventKind kind) {
    return switch (kind) {
      case QUERY -> QUERY;
      case SYSTEM -> SYSTEM;
      case CUSTOM -> CUSTOM;
    };
  }

  /** As it ends the digested text. */
  byte[] name() {
    return name;
  }

  /** As the value of {@code eventKind}. */
  byte[] quoted() {
    return quoted;
  }

  /** The two last fields of a line, with room for the time of receipt. */
  byte[] ending() {
    return ending;
  }
}
