package dev.waybill.server.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TrailRowTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void nothingInANameIsUnseenOrTurnsWhatStandsAround() {
    TrailRow row =
        TrailRow.of(
            JSON.readTree("{\"userIdentity\":{\"type\":\"Person\",\"name\":\"A\u202eda\u200b\"}}"));

    assertThat(row.who()).isEqualTo("A\\u202eda\\u200b");
    assertThat(row.event()).contains("A\\u202eda\\u200b").doesNotContain("\u202e");
  }
}
