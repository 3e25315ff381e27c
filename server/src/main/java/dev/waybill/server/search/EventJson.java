package dev.waybill.server.search;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads stored lines. What ingest took is read again, so a number or a name may be as long as its
 * line.
 */
public final class EventJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .build())
          .build();

  private EventJson() {}

  /** Reads the line that begins there. */
  public static JsonParser read(byte[] bytes, int start, int length) {
    return JSON.createParser(ObjectReadContext.empty(), bytes, start, length);
  }
}
