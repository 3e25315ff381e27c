package dev.waybill.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDigestTest {
  private final Request request = Request.ofTenantKey();

  @Test
  void isThatOfTheNormalisedTextFollowedByTheKind() {
    String json =
        "{\"eventTime\":\"2026-11-20T13:00:00Z\",\"eventDetails\":{\"a\":1.0},\"eventType\":\"x\"}";

    assertThat(request.event(json).content()).isEqualTo(sha256(json + "CUSTOM"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ \"a\":1 , \"eventName\":\"x\\/\"}",
        "{\"a\":1,\"receivedTime\":5,\"eventName\":\"x/\"}",
        "{\"eventKind\":\"SYSTEM\",\"\\u0061\":1,\"eventName\":\"x/\"}",
      })
  void ignoresWhatNormalisationRemoves(String json) {
    assertThat(request.event(json).content())
        .isEqualTo(request.event("{\"a\":1,\"eventName\":\"x/\"}").content());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1.0,\"eventName\":\"x\"}",
        "{\"eventName\":\"x\",\"a\":1}",
        "{\"a\":1,\"eventName\":\"x\",\"clientID\":\"acme\"}",
        "{\"a\":1,\"eventName\":\"x\",\"eventKind\":\"QUERY\"}",
      })
  void differsWhereTheEventDoes(String json) {
    assertThat(request.event(json).content())
        .isNotEqualTo(request.event("{\"a\":1,\"eventName\":\"x\"}").content());
  }

  @Test
  void differsIfTheRequestNamesAnotherKind() {
    String json = "{\"eventName\":\"x\"}";

    assertThat(request.withKind(EventKind.QUERY).event(json).content())
        .isNotEqualTo(request.event(json).content());
  }

  @Test
  void ofAnIdIsThatOfItsCharacters() {
    assertThat(id("a\\n\\u00e9\\u001F\\\"😀")).isEqualTo(sha256("a\né\u001f\"😀"));
    assertThat(id("\\u0061bc")).isEqualTo(sha256("abc"));
    assertThat(request.event("{\"eventName\":\"x\"}").id())
        .isEqualTo(sha256(Request.RANDOM_ID.toString()));
  }

  private Digest id(String text) {
    return request.event("{\"eventName\":\"x\",\"eventID\":\"" + text + "\"}").id();
  }

  private static Digest sha256(String text) {
    try {
      return Digest.of(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
