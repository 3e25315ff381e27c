package dev.waybill.server.portal.export;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.JobId;
import dev.waybill.export.JobPlace;
import dev.waybill.export.StreamId;
import dev.waybill.fault.InvalidInput;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads ids as addresses have them. */
final class PathIds {
  private static final Pattern PLACE =
      Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):([0-9]{1,18})");

  /** Never drawn, so what has it is not found: the answer to whatever is not an id. */
  private static final UUID NOBODY = new UUID(0, 0);

  private PathIds() {}

  static ConfigurationId export(String id) {
    return new ConfigurationId(parse(id));
  }

  static JobId job(String id) {
    return new JobId(parse(id));
  }

  static StreamId backfill(String id) {
    return new StreamId(parse(id));
  }

  /** After which job a page of history begins. */
  static Optional<JobPlace> after(Optional<String> text) {
    return text.map(
        place -> {
          Matcher parts = PLACE.matcher(place);
          if (!parts.matches()) {
            throw new InvalidInput("after", "This page of the history is not there: begin again.");
          }
          return new JobPlace(
              new StreamId(UUID.fromString(parts.group(1))), Long.parseLong(parts.group(2)));
        });
  }

  static String text(JobPlace place) {
    return place.stream() + ":" + place.sequence();
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return NOBODY;
    }
  }
}
