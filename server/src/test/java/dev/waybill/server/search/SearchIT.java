package dev.waybill.server.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class SearchIT {
  /** Without the service's own events. */
  private static final String SENT = "kind=CUSTOM,QUERY";

  private final TestingServer server = TestingServer.shared();
  private final TestingClient client = server.client();
  private final TestingTenant tenant = server.newTenant();
  private final String key = tenant.newKey("INGEST", "READ");

  @Test
  void findsNothingInAnEmptyLog() {
    Answer answer = search("");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("events").size()).isZero();
    assertThat(answer.json().path("complete").asBoolean()).isTrue();
  }

  @Test
  void returnsEventsAsTheyAreStored() {
    send("{\"eventID\":\"a\",\"eventType\":\"T\",\"eventDetails\":\"\u00e4\"}");

    String body = search("").body();

    assertThat(body)
        .startsWith(
            "{\"events\":[{\"eventID\":\"a\",\"eventType\":\"T\",\"eventDetails\":\"\u00e4\",")
        .contains(",\"eventKind\":\"CUSTOM\"}],\"cursor\":\"");
  }

  @ParameterizedTest
  @CsvSource({"asc", "desc"})
  void pagesThroughAllEventsInOrderOfReceipt(String order) {
    List<String> sent = IntStream.range(0, 25).mapToObj(i -> "e" + i).toList();
    sent.forEach(id -> send("{\"eventID\":\"%s\",\"eventType\":\"T\"}".formatted(id)));

    var found = new ArrayList<String>();
    String cursor = "";
    boolean complete = false;
    while (!complete) {
      JsonNode page = search("?limit=10&order=" + order + "&cursor=" + cursor).json();
      found.addAll(ids(page));
      cursor = page.path("cursor").asString();
      complete = page.path("complete").asBoolean();
    }

    assertThat(found).isEqualTo(order.equals("asc") ? sent : sent.reversed());
  }

  @Test
  void goesOnWhereNewEventsArrive() {
    send("{\"eventID\":\"a\",\"eventType\":\"T\"}");
    String cursor = search("?order=asc").text("cursor");

    send("{\"eventID\":\"b\",\"eventType\":\"T\"}");

    assertThat(ids(search("?order=asc&cursor=" + cursor).json())).containsExactly("b");
  }

  @Test
  void findsByKindTypeActorAndText() {
    send(
        "{\"eventID\":\"login\",\"eventType\":\"LOGIN\",\"eventDetails\":\"from Berlin\","
            + "\"userIdentity\":{\"id\":\"ann\"}}",
        "{\"eventID\":\"logout\",\"eventType\":\"LOGOUT\",\"eventDetails\":\"say \\\"bye\\\"\"}",
        "{\"eventID\":\"query\",\"eventKind\":\"QUERY\",\"eventDetails\":{\"actor\":\"bob\","
            + "\"query\":\"select\"}}",
        "{\"eventID\":\"system\",\"eventName\":\"Changed\"}");

    assertThat(ids(search("?kind=QUERY").json())).containsExactly("query");
    assertThat(ids(search("?kind=QUERY,SYSTEM&order=asc").json()))
        .containsSubsequence("query", "system")
        .doesNotContain("login");
    assertThat(ids(search("?type=LOGIN").json())).containsExactly("login");
    assertThat(ids(search("?actor=bob").json())).containsExactly("query");
    assertThat(ids(search("?actor=ann").json())).containsExactly("login");
    assertThat(ids(search("?text=bErLiN").json())).containsExactly("login");
    assertThat(ids(search("?text=%22bye%22").json())).containsExactly("logout");
    assertThat(ids(search("?text=nowhere").json())).isEmpty();
    assertThat(ids(search("?type=LOGIN&actor=bob").json())).isEmpty();
  }

  @Test
  void findsByTypeWhatHasANumberOfManyDigits() {
    send("{\"eventID\":\"long\",\"number\":%s,\"eventType\":\"T\"}".formatted("1".repeat(5_000)));

    assertThat(search("?type=T").body()).startsWith("{\"events\":[{\"eventID\":\"long\",");
  }

  @Test
  void findsByEventTimeOrTimeOfReceipt() {
    send(
        "{\"eventID\":\"old\",\"eventType\":\"T\",\"eventTime\":\"2020-05-01T12:00:00Z\"}",
        "{\"eventID\":\"older\",\"eventType\":\"T\",\"eventTime\":\"2019-05-01T12:00:00Z\"}");

    assertThat(ids(search("?by=event&from=2020-01-01T00:00:00Z&to=2020-12-31T00:00:00Z").json()))
        .containsExactly("old");
    assertThat(ids(search("?from=2020-01-01T00:00:00Z").json())).hasSize(2);
    assertThat(ids(search("?to=2020-12-31T00:00:00%2B02:00").json())).isEmpty();
    assertThat(ids(search("?by=event&to=1588334400000").json())).containsExactly("older");
  }

  @Test
  void showsATenantItsOwnEventsOnly() {
    send("{\"eventID\":\"mine\",\"eventType\":\"T\"}");

    Answer others =
        client.get("/api/audit/events?" + SENT).key(server.newTenant().newKey("READ")).send();

    assertThat(others.json().path("events").size()).isZero();
  }

  @Test
  void looksAtABoundedNumberOfEventsAndSaysSo() {
    String[] lines =
        IntStream.range(0, 40_000)
            .mapToObj(i -> "{\"eventID\":\"%d\",\"eventType\":\"T\"}".formatted(i))
            .toArray(String[]::new);
    for (int i = 0; i < 3; i++) {
      client.events("", lines).key(key).header("Idempotency-Key", "k" + i).send();
      for (int j = 0; j < lines.length; j++) {
        lines[j] = lines[j].replace("\"eventID\":\"", "\"eventID\":\"x");
      }
    }

    JsonNode first = search("?text=nowhere").json();
    JsonNode last = first;
    while (!last.path("complete").asBoolean()) {
      last = search("?text=nowhere&cursor=" + last.path("cursor").asString()).json();
    }

    assertThat(first.path("complete").asBoolean()).isFalse();
    assertThat(last.path("events").size()).isZero();
  }

  @Test
  void endsAnAnswerThatGrowsTooLong() {
    String details = "x".repeat(900_000);
    for (int i = 0; i < 12; i++) {
      send(
          "{\"eventID\":\"%d\",\"eventType\":\"T\",\"eventDetails\":\"%s\"}".formatted(i, details));
    }

    JsonNode first = search("?limit=1000").json();
    JsonNode rest = search("?limit=1000&cursor=" + first.path("cursor").asString()).json();

    assertThat(first.path("complete").asBoolean()).isFalse();
    assertThat(first.path("events").size()).isBetween(8, 11);
    assertThat(first.path("events").size() + rest.path("events").size()).isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource({
    "from=yesterday,from",
    "to=2020,to",
    "by=time,by",
    "kind=OTHER,kind",
    "kind=,kind",
    "order=up,order",
    "limit=0,limit",
    "limit=1001,limit",
    "limit=ten,limit",
    "cursor=zzz,cursor"
  })
  void namesTheParameterThatIsWrong(String query, String field) {
    Answer answer = search("?" + query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }

  private void send(String... lines) {
    Answer answer = client.events("", lines).key(key).send();
    assertThat(answer.json().path("accepted").asInt()).isEqualTo(lines.length);
  }

  private Answer search(String query) {
    String sent = query.contains("kind=") ? query : query + (query.isEmpty() ? "?" : "&") + SENT;
    return client.get("/api/audit/events" + sent).key(key).send();
  }

  private static List<String> ids(JsonNode page) {
    return page.path("events").values().stream()
        .map(event -> event.path("eventID").asString())
        .toList();
  }
}
