package dev.waybill.server.sql;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Failures as they are stored. */
final class FailureJson {
  private static final String FAULT = "fault";
  private static final String STAGE = "stage";
  private static final String CODE = "code";
  private static final String MESSAGE = "message";
  private static final String ADVICE = "advice";
  private static final String RETRY_AFTER = "retryAfter";

  private FailureJson() {}

  static String write(Failure failure) {
    ObjectNode json =
        Json.object()
            .put(FAULT, failure.fault().name())
            .put(STAGE, failure.stage().name())
            .put(CODE, failure.code())
            .put(MESSAGE, failure.message())
            .put(ADVICE, failure.advice());
    failure.retryAfter().ifPresent(wait -> json.put(RETRY_AFTER, wait.toString()));
    return json.toString();
  }

  static Failure read(String text) {
    JsonNode json = Json.parse(text);
    return new Failure(
        Fault.valueOf(json.required(FAULT).stringValue()),
        Stage.valueOf(json.required(STAGE).stringValue()),
        json.required(CODE).stringValue(),
        json.required(MESSAGE).stringValue(),
        json.required(ADVICE).stringValue(),
        Json.optionalText(json, RETRY_AFTER).map(Duration::parse));
  }
}
