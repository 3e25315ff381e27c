package dev.waybill.server.search;

import static dev.waybill.log.ConflictPolicy.REJECT_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.event.SampleEvent;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.log.Position;
import dev.waybill.server.search.SearchRequest.By;
import dev.waybill.server.search.SearchRequest.Order;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import dev.waybill.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventSearchTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final JsonMapper JSON = new JsonMapper();
  private static final Position MADE_UP = Position.parse("0000ffffffffffff");

  private final SettableTime time = new SettableTime();
  private final InMemoryEventLog log = new InMemoryEventLog(time);

  @ParameterizedTest
  @EnumSource
  void goesOnAcrossTheGapsThatRestoresLeave(Order order) {
    append("a", "b");
    log.beginIncarnation(1);
    log.beginIncarnation(2);
    append("c");
    log.beginIncarnation(5);
    append("d", "e");
    List<String> expected = List.of("a", "b", "c", "d", "e");

    for (int limit = 1; limit <= 6; limit++) {
      assertThat(all(order, limit))
          .as("pages of " + limit)
          .isEqualTo(order == Order.ASC ? expected : expected.reversed());
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromACursorInsideAGapWithoutSkippingEvents(Order order) {
    append("a", "b", "c");
    log.beginIncarnation(2);
    append("d", "e");
    List<String> expected = order == Order.ASC ? List.of("d", "e") : List.of("c", "b", "a");
    List<Position> inTheGap =
        List.of(
            Position.of(0, 4), // given after the backup was made
            MADE_UP,
            Position.of(1, 0),
            Position.of(1, 1),
            Position.of(1, 99),
            Position.of(2, 1));

    for (Position cursor : inTheGap) {
      for (int limit = 1; limit <= 4; limit++) {
        assertThat(all(order, limit, Optional.of(cursor)))
            .as("from " + cursor + " in pages of " + limit)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksAtNoMoreThanAStretchAtATimeFromACursorThatWasNeverGiven(Order order) {
    append(IntStream.range(0, 3_000).mapToObj(i -> "a" + i).toArray(String[]::new));
    log.beginIncarnation(1);
    append(IntStream.range(0, 3_000).mapToObj(i -> "b" + i).toArray(String[]::new));
    var search = new EventSearch(log, new EachLookTakes(Duration.ofMillis(100)));

    JsonNode first = answer(search, order, 10, Optional.of("nowhere"), Optional.of(MADE_UP));

    assertThat(first.path("complete").asBoolean()).isFalse();
    long at = Position.parse(first.path("cursor").asString()).number();
    assertThat(order == Order.ASC ? at - 3_000 : 3_000 - at)
        .as("events looked at")
        .isBetween(1L, 2_000L);
  }

  @ParameterizedTest
  @EnumSource
  void endsWhereRetentionHasRemovedTheRest(Order order) {
    append("a", "b", "c");
    log.beginIncarnation(1);
    append("d");
    log.trim(ACME, new Position(2));
    assertThat(all(order, 10)).containsExactlyInAnyOrder("c", "d");

    log.trim(ACME, new Position(3));
    assertThat(all(order, 10)).containsExactly("d");

    log.trim(ACME, log.end(ACME));
    assertThat(all(order, 10)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void looksAtTheClockInTimeHoweverLongTheLinesAre(Order order) {
    String details = "x".repeat(900_000);
    for (int i = 0; i < 30; i++) {
      log.append(
          EventBatches.of(new SampleEvent(ACME, "e" + i).withContent(details)), REJECT_EVENT);
    }
    var search = new EventSearch(log, new EachLookTakes(Duration.ofMillis(70)));

    JsonNode first = answer(search, order, 10, Optional.of("nowhere"), Optional.empty());

    assertThat(first.path("complete").asBoolean()).isFalse();
    long at = Position.parse(first.path("cursor").asString()).number();
    assertThat(order == Order.ASC ? at : 30 - at).as("events looked at").isBetween(2L, 8L);
  }

  @Test
  void findsTextWithLettersBeyondAscii() {
    log.append(
        EventBatches.of(
            new SampleEvent(ACME, "a").withContent("\u00c4RGER"), new SampleEvent(ACME, "b")),
        REJECT_EVENT);

    JsonNode found =
        answer(
            new EventSearch(log, time), Order.ASC, 10, Optional.of("\u00c4rger"), Optional.empty());

    assertThat(ids(found)).containsExactly("a");
  }

  private void append(String... ids) {
    log.append(EventBatches.of(ACME, ids), REJECT_EVENT);
  }

  /** Page by page. */
  private List<String> all(Order order, int limit) {
    return all(order, limit, Optional.empty());
  }

  private List<String> all(Order order, int limit, Optional<Position> from) {
    var search = new EventSearch(log, time);
    var found = new ArrayList<String>();
    Optional<Position> cursor = from;
    boolean complete = false;
    for (int pages = 0; !complete; pages++) {
      assertThat(pages).as("pages").isLessThan(10);
      JsonNode page = answer(search, order, limit, Optional.empty(), cursor);
      found.addAll(ids(page));
      cursor = Optional.of(Position.parse(page.path("cursor").asString()));
      complete = page.path("complete").asBoolean();
    }
    return found;
  }

  private static List<String> ids(JsonNode answer) {
    return answer
        .path("events")
        .valueStream()
        .map(event -> event.path("eventID").asString())
        .toList();
  }

  private static JsonNode answer(
      EventSearch search,
      Order order,
      int limit,
      Optional<String> text,
      Optional<Position> cursor) {
    var request =
        new SearchRequest(
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            By.RECEIVED,
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            text,
            Optional.empty(),
            order,
            limit,
            cursor);
    return JSON.readTree(new String(search.search(ACME, request).toJson(), StandardCharsets.UTF_8));
  }

  private static final class EachLookTakes implements TimeSource {
    private final Duration step;
    private long nanos;

    EachLookTakes(Duration step) {
      this.step = step;
    }

    @Override
    public Instant now() {
      throw new UnsupportedOperationException("a search needs no wall clock");
    }

    @Override
    public long monotonicNanos() {
      nanos += step.toNanos();
      return nanos;
    }
  }
}
