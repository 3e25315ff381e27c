package dev.waybill.server.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TrailRowTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void anOperatorWhoseNameIsNotToldIsCalledThat() {
    String key = "5f3c1a52-7f46-4f0c-9a7e-1f2d3c4b5a69";
    TrailRow row =
        TrailRow.of(
            JSON.readTree("{\"userIdentity\":{\"type\":\"Operator\",\"id\":\"" + key + "\"}}"));

    assertThat(row.who()).isEqualTo("Operator");
    assertThat(row.kind()).isEqualTo("by key " + key);
  }

  @Test
  void anOperatorWhoseNameIsKnownIsCalledByIt() {
    TrailRow row =
        TrailRow.of(
            JSON.readTree(
                "{\"userIdentity\":{\"type\":\"Operator\",\"id\":\"1\",\"name\":\"root\"}}"));

    assertThat(row.who()).isEqualTo("root");
    assertThat(row.kind()).isEqualTo("Operator");
  }

  @Test
  void nothingInANameIsUnseenOrTurnsWhatStandsAround() {
    TrailRow row =
        TrailRow.of(
            JSON.readTree("{\"userIdentity\":{\"type\":\"Person\",\"name\":\"A\u202eda\u200b\"}}"));

    assertThat(row.who()).isEqualTo("A\\u202eda\\u200b");
    assertThat(row.event()).contains("A\\u202eda\\u200b").doesNotContain("\u202e");
  }
}
