package dev.waybill.event;

import dev.waybill.tenant.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the service's own events the lines that the log stores, by the same code as those of
 * senders. Only they may have the reserved source. Each comes complete, with its id, time and
 * tenant, so that the same text again is a duplicate.
 */
public final class OwnEvents {
  private static final UUID NO_KEY = new UUID(0, 0);

  private static final EventContext CONTEXT =
      new EventContext(
          "Waybill",
          NO_KEY,
          new TenantChoice.OfEachEvent(name -> Optional.of(new TenantId(name))),
          Optional.of(EventKind.SYSTEM),
          Optional.empty(),
          OwnEvents::noId,
          true);

  private OwnEvents() {}

  /**
   * Reads them.
   *
   * @param events the JSON text of each, without line feeds
   * @return those that can be stored, in the same order; what is rejected is a defect of ours
   */
  public static ReadOutcome.ParsedBody read(List<String> events) {
    byte[] lines = String.join("\n", events).getBytes(StandardCharsets.UTF_8);
    EventLimits limits =
        new EventLimits(
            Math.max(1, events.size()),
            EventLimits.DEFAULT.maxEventBytes(),
            EventLimits.DEFAULT.maxDepth());
    return switch (new EventReader(limits).read(lines, lines.length, BodyFormat.NDJSON, CONTEXT)) {
      case ReadOutcome.ParsedBody parsed -> parsed;
      case ReadOutcome.UnreadableBody(String message) -> throw new IllegalStateException(message);
      case ReadOutcome.TooManyEvents(int most) ->
          throw new IllegalStateException("more events than " + most);
    };
  }

  private static UUID noId() {
    throw new IllegalStateException("an event of the service has no id");
  }
}
