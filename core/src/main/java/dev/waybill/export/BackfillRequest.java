package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.util.Locale;

/**
 * What a backfill is to deliver, and where. The range of positions is what counts; the times of
 * receipt are those from which it was resolved: what was asked for, whatever the log held of it.
 *
 * @param prefix the folder of the configuration's place below which the objects lie; empty for the
 *     place itself
 * @param receivedFrom exclusive, milliseconds since the epoch
 * @param receivedThrough inclusive: everything received between the two that the log held is in the
 *     range
 * @param settings of all its jobs, whatever becomes of the configuration
 */
public record BackfillRequest(
    TenantId tenant,
    ConfigurationId configuration,
    StoragePath prefix,
    long receivedFrom,
    long receivedThrough,
    Range range,
    PinnedSettings settings) {

  public BackfillRequest {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(configuration, "configuration is null");
    requireNonNull(prefix, "prefix is null");
    requireNonNull(range, "range is null");
    requireNonNull(settings, "settings is null");
    requireOwnFolder(prefix);
  }

  /**
   * Whether both ask for the same: the same times under the same prefix, with the same selection
   * and output. The positions may differ, since retention moves where the log starts; so may what
   * depends on the machine.
   */
  public boolean asksForTheSameAs(BackfillRequest other) {
    return configuration.equals(other.configuration)
        && prefix.equals(other.prefix)
        && receivedFrom == other.receivedFrom
        && receivedThrough == other.receivedThrough
        && settings.selection().equals(other.settings.selection())
        && settings.output().equals(other.settings.output());
  }

  /** The same, without what lies below a position. */
  public BackfillRequest notBefore(Position position) {
    Range left = new Range(later(range.from(), position), later(range.to(), position));
    return new BackfillRequest(
        tenant, configuration, prefix, receivedFrom, receivedThrough, left, settings);
  }

  private static Position later(Position one, Position other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /**
   * What lies below {@code events} is read as delivered by the regular stream, or by a backfill
   * whose prefix is the folder above.
   */
  private static void requireOwnFolder(StoragePath prefix) {
    for (String segment : prefix.value().split("/", -1)) {
      String lower = segment.toLowerCase(Locale.ROOT);
      if (lower.equals("events") || lower.startsWith("_waybill") || lower.startsWith(".waybill")) {
        throw new InvalidInput(
            "prefix",
            "A prefix has no folder named 'events', '_waybill...' or '.waybill...': these hold what"
                + " the export itself delivers.");
      }
    }
  }
}
