package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnreadableRequestIT {
  private final TestingServer server = TestingServer.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{\"query\":|400",
        "application/json|[{\"query\":\"{ __typename }\"}]|400",
        "application/json|\"query\"|400",
        "application/json|{}|400",
        "application/json|{\"query\":7,\"variables\":[]}|400",
        "application/json|''|400",
        "application/graphql|{ __typename }|415",
        "text/plain|{\"query\":\"{ __typename }\"}|415"
      })
  void isRefusedInGraphQlsForm(String contentType, String body, int status) {
    Answer answer =
        server
            .client()
            .post("/api/audit/graphql")
            .key(server.newTenant().newKey("AUDIT"))
            .header("Content-Type", contentType)
            .body(body)
            .send();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().at("/errors/0/extensions/code").asString()).isEqualTo("BAD_REQUEST");
    assertThat(answer.json().at("/errors/0/message").asString()).hasLineCount(1);
  }
}
