package dev.waybill.server.portal.destinations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.Confirmation;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.portal.destinations.ConnectionView.StageRow;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionViewTest {
  private static final Instant NOW = Instant.EPOCH;

  @Test
  void saysHowFarATestCame() {
    var view =
        view(failed(Stage.ASSUME_ROLE, "ROLE_NOT_ASSUMABLE"), DestinationKind.S3_ASSUMED_ROLE);

    assertThat(view.stages())
        .extracting(StageRow::name, StageRow::state)
        .containsExactly(
            tuple("RESOLVE", "Done"),
            tuple("ASSUME_ROLE", "Failed"),
            tuple("EXTERNAL_ID_ENFORCED", "Not reached"),
            tuple("PUT", "Not reached"),
            tuple("COMPLETE", "Not reached"));
    assertThat(view.word()).isEqualTo("Failed");
    assertThat(view.advice()).isEqualTo("Do it.");
  }

  @Test
  void aWarningIsNoFailure() {
    var warning = new Failure(Fault.CUSTOMER, Stage.EXTERNAL_ID_ENFORCED, "C", "Mind.", "Do it.");
    var view = view(ConnectionTest.passed(warning, NOW), DestinationKind.S3_ASSUMED_ROLE);

    assertThat(view.works()).isTrue();
    assertThat(view.sentence()).isEqualTo("Mind.");
    assertThat(view.stages())
        .extracting(StageRow::state)
        .containsExactly("Done", "Done", "Warning", "Done", "Done");
  }

  @Test
  void whatWaitsForATokenSaysWhereThatIs() {
    var view = view(failed(Stage.CONFIRM, Confirmation.NOT_CONFIRMED), DestinationKind.GCS);

    assertThat(view.awaitsToken()).isTrue();
    assertThat(view.advice()).contains("paste its text below");
    assertThat(view.stages())
        .extracting(StageRow::state)
        .containsExactly("Done", "Done", "Done", "Waits for you", "Not reached");
  }

  @Test
  void whatWasNotTestedHasReachedNothing() {
    var view = view(ConnectionTest.notTested(NOW), DestinationKind.DIRECTORY);

    assertThat(view.word()).isEqualTo("Not tested");
    assertThat(view.stages()).extracting(StageRow::state).containsOnly("Not reached");
  }

  private static ConnectionView view(ConnectionTest test, DestinationKind kind) {
    return ConnectionView.of(test, kind);
  }

  private static ConnectionTest failed(Stage stage, String code) {
    return ConnectionTest.failed(
        "no", new Failure(Fault.CUSTOMER, stage, code, "No.", "Do it."), NOW);
  }
}
