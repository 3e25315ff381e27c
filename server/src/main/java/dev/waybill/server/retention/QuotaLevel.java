package dev.waybill.server.retention;

import java.util.List;

/** Which threshold of its quota a tenant is told that it has reached. */
public final class QuotaLevel {
  /** In per cent. */
  private static final List<Integer> THRESHOLDS = List.of(80, 50);

  /** By so much less than a threshold it is used before the threshold can be reached again. */
  private static final int SLACK = 10;

  private static final double WHOLE = 100.0;

  private QuotaLevel() {}

  /**
   * The threshold that holds now, or 0 for none: one that was reached holds until the usage is well
   * below it, so that a usage that goes up and down around it is told once.
   *
   * @param before the threshold that held until now
   */
  public static int after(int before, long used, long quota) {
    double percent = quota == 0 ? WHOLE : used * WHOLE / quota;
    return THRESHOLDS.stream()
        .filter(threshold -> percent >= (threshold <= before ? threshold - SLACK : threshold))
        .findFirst()
        .orElse(0);
  }
}
