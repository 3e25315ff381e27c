package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.Rejection;
import dev.waybill.log.Position;
import dev.waybill.server.answer.JsonAnswer;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What became of a request's events.
 *
 * @param rejected by ascending line
 * @param position that of the last event taken
 */
record IngestAnswer(
    int accepted, int duplicates, List<Rejection> rejected, Optional<Position> position) {
  IngestAnswer {
    rejected = List.copyOf(rejected);
    requireNonNull(position, "position is null");
  }

  /** Nothing was taken. */
  static IngestAnswer none(List<Rejection> rejected) {
    return new IngestAnswer(0, 0, rejected, Optional.empty());
  }

  /** Whether sending the request was of any use. */
  boolean succeeded() {
    return accepted > 0 || duplicates > 0;
  }

  byte[] toJson() {
    return JsonAnswer.object(this::writeFields);
  }

  private void writeFields(JsonGenerator json) {
    json.writeNumberProperty("accepted", accepted);
    json.writeNumberProperty("duplicates", duplicates);
    json.writeArrayPropertyStart("rejected");
    for (Rejection rejection : rejected) {
      json.writeStartObject();
      json.writeNumberProperty("line", rejection.line());
      json.writeStringProperty("code", rejection.code().name());
      json.writeStringProperty("message", rejection.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    position.ifPresent(last -> json.writeStringProperty("position", last.toString()));
  }
}
