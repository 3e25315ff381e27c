package dev.waybill.server.portal.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.event.EventKind;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.search.SearchRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchFormTest {
  private static final SearchForm NOTHING = form("", "", "");

  @Test
  void anEmptyFormAsksForTheNewestOfAll() {
    SearchRequest asked = NOTHING.asked("");

    assertThat(asked.order()).isEqualTo(SearchRequest.Order.DESC);
    assertThat(asked.by()).isEqualTo(SearchRequest.By.RECEIVED);
    assertThat(asked.kinds()).isEmpty();
    assertThat(asked.text()).isEmpty();
    assertThat(asked.cursor()).isEmpty();
    assertThat(NOTHING.isEmpty()).isTrue();
  }

  @Test
  void timesAreOfUtc() {
    SearchRequest asked = form("2026-11-20T14:00", "2026-11-20 15:00:30", "event").asked("");

    assertThat(asked.from()).isEqualTo(Instant.parse("2026-11-20T14:00:00Z").toEpochMilli());
    assertThat(asked.to()).isEqualTo(Instant.parse("2026-11-20T15:00:30Z").toEpochMilli());
    assertThat(asked.by()).isEqualTo(SearchRequest.By.EVENT);
  }

  @Test
  void asksForWhatWasTyped() {
    var form = new SearchForm("", "", "", Set.of("QUERY", "CUSTOM"), "LOGIN", "ann", "a&b=c d");

    SearchRequest asked = form.asked("0000000000000007");

    assertThat(asked.kinds()).containsExactlyInAnyOrder(EventKind.QUERY, EventKind.CUSTOM);
    assertThat(asked.type()).contains("LOGIN");
    assertThat(asked.actor()).contains("ann");
    assertThat(asked.text()).contains("a&b=c d");
    assertThat(asked.cursor()).hasToString("Optional[0000000000000007]");
    assertThat(form.query("7"))
        .isEqualTo("?kind=CUSTOM&kind=QUERY&type=LOGIN&actor=ann&text=a%26b%3Dc+d&cursor=7");
  }

  @Test
  void aQuickRangeKeepsWhatElseWasTyped() {
    var form =
        new SearchForm("2020-01-01T00:00", "2020-01-02T00:00", "event", Set.of(), "T", "", "");

    assertThat(form.last(Duration.ofHours(1), Instant.parse("2026-11-20T14:03:59Z")).query())
        .isEqualTo("?from=2026-11-20T13%3A03&by=event&type=T");
  }

  @ParameterizedTest
  @CsvSource({
    "yesterday,'',received,from",
    "'',2026-11-20T14:00Z,received,to",
    "2026-11-20T14:00,2026-11-20T14:00,received,to",
    "'','',never,by",
    "+999999999-01-01T00:00,'',received,from"
  })
  void namesTheFieldThatIsWrong(String from, String to, String by, String field) {
    InvalidInput wrong =
        catchThrowableOfType(InvalidInput.class, () -> form(from, to, by).asked(""));

    assertThat(wrong.field()).isEqualTo(field);
    assertThat(SearchForm.has(field)).isTrue();
    assertThat(Wrong.of(wrong).at(field)).isEqualTo(wrong.getMessage());
    assertThat(Wrong.of(wrong).at("another")).isEmpty();
  }

  private static SearchForm form(String from, String to, String by) {
    return new SearchForm(from, to, by, Set.of(), "", "", "");
  }
}
