package dev.waybill.server.notifications;

import java.util.Locale;

/** How a notification goes out. */
public enum Channel {
  MAIL(1_000),
  WEBHOOK(10_000);

  private final int mostWaiting;

  Channel(int mostWaiting) {
    this.mostWaiting = mostWaiting;
  }

  /** So many may wait for one receiver; what comes then is not told there. */
  public int mostWaiting() {
    return mostWaiting;
  }

  /** As metrics and logs name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
