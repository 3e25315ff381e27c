package dev.waybill.server.portal.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.event.EventKind;
import dev.waybill.export.Interval;
import dev.waybill.fault.InvalidInput;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExportFormTest {
  private static final List<String> ALL = List.of("QUERY", "SYSTEM", "CUSTOM");

  @Test
  void isWhatTheApiWouldTake() {
    var options = form(List.of("CUSTOM"), " access, , admin ", "NOW", "").options();

    assertThat(options.name()).contains("lake");
    assertThat(options.interval()).contains(Interval.EVERY_HOUR);
    assertThat(options.eventKinds()).contains(List.of(EventKind.CUSTOM));
    assertThat(options.eventCategories()).contains(List.of("access", "admin"));
    assertThat(options.startFrom()).contains("NOW");
    assertThat(options.enabled()).isEmpty();
  }

  @Test
  void allKindsAreNoRestriction() {
    assertThat(form(ALL, "", "NOW", "").options().eventKinds()).contains(List.of());
  }

  @Test
  void theTimeIsInUtc() {
    assertThat(form(ALL, "", "AT", "2026-11-20T14:00").options().startFrom())
        .contains("2026-11-20T14:00:00Z");
  }

  @Test
  void noKindAndNoTimeAreComplainedOf() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> form(List.of(), "", "NOW", "").options())
        .extracting(InvalidInput::field)
        .isEqualTo("eventKinds");
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> form(ALL, "", "AT", "yesterday").options())
        .extracting(InvalidInput::field)
        .isEqualTo("startFrom");
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> form(List.of("OTHER"), "", "NOW", "").options())
        .extracting(InvalidInput::field)
        .isEqualTo("eventKinds");
  }

  @Test
  void theSameFormSentTwiceIsOneCreation() {
    assertThat(form(ALL, "", "NOW", "").key()).isEqualTo(form(ALL, "", "NOW", "").key());
    assertThat(form(ALL, "access", "NOW", "").key().requestDigest())
        .isNotEqualTo(form(ALL, "", "NOW", "").key().requestDigest());
  }

  private static ExportForm form(
      List<String> kinds, String categories, String start, String startTime) {
    return new ExportForm("lake ", kinds, categories, "EVERY_HOUR", start, startTime, "8d6ed4a8");
  }
}
