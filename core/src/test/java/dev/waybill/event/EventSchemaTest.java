package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/spec/event-v1.schema.json says what the reader does. */
class EventSchemaTest {
  private static final String EXPORTED = "https://waybill.dev/spec/event-v1.schema.json";
  private static final String SENT = EXPORTED + "#/$defs/sent";
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(Map.of(EXPORTED, schema())));

  private final Request request = Request.ofTenantKey();

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void admitsGoldenEventsAsSentAndAsExported(EventKind kind) {
    String sent = GoldenEvent.of(kind);

    assertThat(errors(SENT, sent)).isEmpty();
    assertThat(errors(EXPORTED, request.stored(sent))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"eventType\":\"x\"}",
        "{\"eventType\":\"x\",\"eventKind\":\"CUSTOM\",\"eventDetails\":[1]}",
        "{\"eventType\":\"x\",\"eventName\":\"x:QueryAudit\"}",
        "{\"eventKind\":\"QUERY\",\"eventType\":5,\"eventDetails\":{}}",
        "{\"eventName\":\"x:QueryAudit\",\"eventDetails\":{}}",
        "{\"eventName\":\"x\",\"eventDetails\":5,\"userIdentity\":null}",
        "{\"eventName\":\"x:QueryAudit\",\"eventKind\":\"SYSTEM\",\"eventDetails\":5}",
        "{\"eventName\":\"x\",\"eventTime\":5,\"eventTimeSupplied\":\"2026-11-20T14:00:00.5+01:00\"}",
        "{\"eventName\":\"x\",\"receivedTime\":\"any\"}",
      })
  void admitsWhatTheReaderTakes(String json) {
    assertThat(errors(SENT, json)).isEmpty();
    assertThat(errors(EXPORTED, request.stored(json))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1}",
        "{\"eventKind\":\"query\",\"eventName\":\"x\"}",
        "{\"eventKind\":null,\"eventName\":\"x\"}",
        "{\"eventKind\":\"CUSTOM\"}",
        "{\"eventKind\":\"CUSTOM\",\"eventType\":7}",
        "{\"eventType\":\"\"}",
        "{\"eventKind\":\"SYSTEM\"}",
        "{\"eventName\":7}",
        "{\"eventName\":\"x\",\"eventID\":5}",
        "{\"eventName\":\"x\",\"eventID\":\"\"}",
        "{\"eventName\":\"x\",\"eventSource\":\"Waybill\"}",
        "{\"eventName\":\"x\",\"eventVersion\":1}",
        "{\"eventName\":\"x\",\"clientID\":\"no/tenant\"}",
        "{\"eventName\":\"x\",\"eventTime\":\"now\"}",
        "{\"eventName\":\"x\",\"eventTime\":1.5}",
        "{\"eventName\":\"x\",\"eventTime\":null}",
        "{\"eventName\":\"x:QueryAudit\",\"eventDetails\":\"x\"}",
        "{\"eventKind\":\"QUERY\",\"eventDetails\":null}",
      })
  void refusesWhatTheReaderRejects(String json) {
    assertThat(errors(SENT, json)).isNotEmpty();
    assertThat(request.rejection(json).code()).isNotEqualTo(RejectionCode.INVALID_JSON);
  }

  @Test
  void admitsExportsWithoutTheServiceFields() {
    String stored = request.stored(GoldenEvent.of(EventKind.CUSTOM));
    String without = stored.substring(0, stored.indexOf(",\"receivedTime\"")) + "}";

    assertThat(errors(EXPORTED, without)).isEmpty();
  }

  private static List<Error> errors(String schema, String json) {
    return SCHEMAS.getSchema(SchemaLocation.of(schema)).validate(json, InputFormat.JSON);
  }

  private static String schema() {
    try {
      return Files.readString(Path.of("..", "docs", "spec", "event-v1.schema.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
