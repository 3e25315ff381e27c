package dev.waybill.server.portal.tenants;

import dev.waybill.server.portal.Shown;

/**
 * How much of a storage quota is taken.
 *
 * @param percent rounded down
 * @param tone of its badge
 */
record QuotaShare(long percent, String tone, String most) {
  private static final int WHOLE = 100;
  private static final int MUCH = 80;
  private static final int HALF = 50;

  private static final Shown SHOW = new Shown();

  static QuotaShare of(long bytes, long most) {
    long percent = (long) (bytes * (double) WHOLE / most);
    return new QuotaShare(percent, tone(percent), SHOW.bytes(most));
  }

  private static String tone(long percent) {
    if (percent >= WHOLE) {
      return "bad";
    }
    if (percent >= MUCH) {
      return "warn";
    }
    return percent >= HALF ? "busy" : "good";
  }

  /** As it is said in a badge. */
  public String text() {
    return percent + " % of " + most;
  }
}
