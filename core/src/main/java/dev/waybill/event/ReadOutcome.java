package dev.waybill.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What became of reading a request body. */
public sealed interface ReadOutcome {

  /**
   * The events to append, and those that cannot be.
   *
   * @param rejections by ascending line
   */
  record ParsedBody(EventBatch batch, List<Rejection> rejections) implements ReadOutcome {
    public ParsedBody {
      requireNonNull(batch, "batch is null");
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * Where events start and end cannot be told, so none is taken.
   *
   * @param message one sentence for people
   */
  record UnreadableBody(String message) implements ReadOutcome {
    public UnreadableBody {
      requireNonNull(message, "message is null");
    }
  }

  /** More events than a request may hold; none is taken. */
  record TooManyEvents(int maxEvents) implements ReadOutcome {}
}
