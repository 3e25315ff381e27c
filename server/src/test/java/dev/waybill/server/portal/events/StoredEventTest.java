package dev.waybill.server.portal.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StoredEventTest {
  private static final String END =
      ",\"eventID\":\"e\",\"eventTime\":1000,\"eventSource\":\"app\",\"clientID\":\"acme\","
          + "\"receivedTime\":2000,\"eventKind\":";

  @Test
  void aCustomEventIsKnownByItsTypeAndItsOwnWords() {
    StoredEvent event =
        read(
            "{\"eventType\":\"LOGIN\",\"eventName\":\"app:CustomAudit\",\"eventDetails\":\"from"
                + " Berlin\",\"userIdentity\":{\"id\":\"ann\"}"
                + END
                + "\"CUSTOM\"}");

    assertThat(event.name()).isEqualTo("LOGIN");
    assertThat(event.summary()).isEqualTo("from Berlin");
    assertThat(event.actor()).isEqualTo("ann");
    assertThat(event.id()).isEqualTo("e");
    assertThat(event.source()).isEqualTo("app");
    assertThat(event.eventTime()).isEqualTo(Instant.ofEpochMilli(1_000));
    assertThat(event.received()).isEqualTo(Instant.ofEpochMilli(2_000));
  }

  @Test
  void aQueryIsKnownByWhoAskedWhatAndWhatCameOfIt() {
    StoredEvent event =
        read(
            "{\"userIdentity\":{\"id\":\"key\"},\"eventDetails\":{\"query\":\"select"
                + " 1\",\"result\":\"DENIED\",\"actor\":\"bob\"},\"eventName\":\"app:QueryAudit\""
                + END
                + "\"QUERY\"}");

    assertThat(event.name()).isEqualTo("app:QueryAudit");
    assertThat(event.actor()).isEqualTo("bob");
    assertThat(event.summary()).isEqualTo("DENIED: select 1");
  }

  @Test
  void aSystemEventIsKnownByItsNameAndCategory() {
    StoredEvent event =
        read("{\"eventName\":\"Changed\",\"category\":\"USERS\"" + END + "\"SYSTEM\"}");

    assertThat(event.name()).isEqualTo("Changed");
    assertThat(event.summary()).isEqualTo("USERS");
    assertThat(event.actor()).isEmpty();
  }

  @Test
  void whatIsCalledLikeAnActorElsewhereIsNone() {
    StoredEvent event =
        read(
            "{\"actor\":\"root\",\"eventDetails.actor\":\"root\",\"other\":{\"actor\":\"root\"},"
                + "\"userIdentity\":{\"deep\":{\"id\":\"root\"},\"id\":\"ann\"}"
                + END
                + "\"QUERY\"}");

    assertThat(event.actor()).isEqualTo("ann");
  }

  private static StoredEvent read(String line) {
    return StoredEvent.of(line.getBytes(UTF_8));
  }
}
