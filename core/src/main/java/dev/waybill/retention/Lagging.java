package dev.waybill.retention;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.ConfigurationId;
import dev.waybill.log.Position;

/**
 * An export that has not delivered all it has to.
 *
 * @param cursor of its regular stream, or of a backfill of it: what is below is delivered
 */
public record Lagging(ConfigurationId configuration, Position cursor) {
  public Lagging {
    requireNonNull(configuration, "configuration is null");
    requireNonNull(cursor, "cursor is null");
  }
}
