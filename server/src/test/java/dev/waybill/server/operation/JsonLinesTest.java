package dev.waybill.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonLinesTest {
  private final LoggerContext context = new LoggerContext();
  private final JsonLines lines = new JsonLines();

  JsonLinesTest() {
    lines.start();
  }

  @Test
  void writesOneObjectALine() {
    String line =
        encode(Map.of("requestId", "r1", "job", "j1", "secret", "hidden"), Optional.empty());

    assertThat(line)
        .isEqualTo(
            "{\"time\":\"2026-11-20T14:00:00.123Z\",\"level\":\"WARN\",\"logger\":\"a.B\","
                + "\"message\":\"two\\nlines\",\"requestId\":\"r1\",\"job\":\"j1\"}\n");
  }

  @Test
  void putsAStackTraceIntoTheMessage() {
    String line = encode(Map.of(), Optional.of(new IllegalStateException("broken")));

    JsonNode json = JsonMapper.builder().build().readTree(line);
    assertThat(line).hasLineCount(1);
    assertThat(json.path("message").asString())
        .startsWith("two\nlines\n")
        .contains("IllegalStateException: broken")
        .contains("at dev.waybill");
  }

  private String encode(Map<String, String> mdc, Optional<Throwable> thrown) {
    var event =
        new LoggingEvent(
            "fqcn",
            context.getLogger("a.B"),
            Level.WARN,
            "two\n{}",
            thrown.orElse(null),
            new Object[] {"lines"});
    event.setInstant(Instant.parse("2026-11-20T14:00:00.123Z"));
    event.setMDCPropertyMap(mdc);
    return new String(lines.encode(event), StandardCharsets.UTF_8);
  }
}
