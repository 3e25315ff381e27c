package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.InvalidInput;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be asked for, and what is the same. */
class BackfillRequestTest {
  private final ExportConfiguration configuration =
      Samples.configuration(Samples.integration(Samples.TENANT, Samples.location("archive")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "events",
        "Events",
        "again/events",
        "events/again",
        "a/EVENTS/b",
        "_waybill",
        "_Waybill/x",
        ".waybill.export.log",
        "a/.waybill.confirm.1"
      })
  void refusesAFolderThatIsReadAsTheExportsOwn(String prefix) {
    assertThatThrownBy(() -> request(prefix, 0, 10, 99, 200))
        .isInstanceOfSatisfying(
            InvalidInput.class, refused -> assertThat(refused.field()).isEqualTo("prefix"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "again", "/again/", "2026/11", "events-of-2026", "my events", "Ä"})
  void takesAnyOtherFolder(String prefix) {
    assertThat(request(prefix, 0, 10, 99, 200).prefix()).isEqualTo(new StoragePath(prefix));
  }

  @Test
  void leavesOutWhatIsGone() {
    BackfillRequest request = request("", 10, 20, 99, 200);

    assertThat(request.notBefore(new Position(5))).isEqualTo(request);
    assertThat(request.notBefore(new Position(15)).range())
        .isEqualTo(new Range(new Position(15), new Position(20)));
    assertThat(request.notBefore(new Position(25)).range().isEmpty()).isTrue();
    assertThat(request.notBefore(new Position(25)).asksForTheSameAs(request)).isTrue();
  }

  @Test
  void isTheSameByTimesAndPrefix() {
    BackfillRequest request = request("a", 10, 20, 99, 200);

    assertThat(request.asksForTheSameAs(request("a", 11, 22, 99, 200))).isTrue();
    assertThat(request.asksForTheSameAs(request("a", 10, 20, 98, 200))).isFalse();
    assertThat(request.asksForTheSameAs(request("a", 10, 20, 99, 201))).isFalse();
    assertThat(request.asksForTheSameAs(request("b", 10, 20, 99, 200))).isFalse();
  }

  private BackfillRequest request(
      String prefix, long from, long to, long receivedFrom, long receivedThrough) {
    return new BackfillRequest(
        Samples.TENANT,
        configuration.id(),
        new StoragePath(prefix),
        receivedFrom,
        receivedThrough,
        new Range(new Position(from), new Position(to)),
        Samples.settings(configuration));
  }
}
