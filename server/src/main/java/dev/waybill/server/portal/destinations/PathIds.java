package dev.waybill.server.portal.destinations;

import dev.waybill.export.ConfigurationId;
import dev.waybill.integration.IntegrationId;
import java.util.UUID;

/** Ids as they stand in the addresses of pages. */
public final class PathIds {
  /** Stands for whatever is no id, and so is nobody's. */
  private static final UUID NOBODY = new UUID(0, 0);

  private PathIds() {}

  public static IntegrationId integration(String text) {
    return new IntegrationId(parse(text));
  }

  public static ConfigurationId export(String text) {
    return new ConfigurationId(parse(text));
  }

  private static UUID parse(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return NOBODY;
    }
  }
}
