package dev.waybill.server.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.export.Samples;
import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.storage.PlaceProof;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DestinationsTest {
  private static final IntegrationDraft DRAFT = Samples.draft(Samples.TENANT);
  private static final GcsTarget BUCKET =
      new GcsTarget(new GcsPlace(Optional.empty(), Optional.of("acme-audit"), Optional.empty()));

  @Test
  void anIdentityThatTheOperatorHasNotSetUpIsNoDefect() {
    InvalidInput refused =
        catchThrowableOfType(
            InvalidInput.class,
            () -> refusing(Fault.OURS, Stage.ASSUME_ROLE).of(DRAFT, BUCKET, Samples.NOW));

    assertThat(refused.field()).isEqualTo("bucket");
    assertThat(refused).hasMessage("There is none. Ask the operator.");
  }

  @Test
  void aDefectIsNotTheCallersFault() {
    FailureException defect =
        catchThrowableOfType(
            FailureException.class,
            () -> refusing(Fault.OURS, Stage.RESOLVE).of(DRAFT, BUCKET, Samples.NOW));

    assertThat(defect.failure().code()).isEqualTo("NONE");
  }

  @Test
  void aSeedIsDrawnForEachIntegrationAndForEachMove() {
    Destinations destinations = SampleParts.destinations();
    PlaceProof first = proof(destinations.of(DRAFT, application("acme"), Samples.NOW));
    PlaceProof second = proof(destinations.of(DRAFT, application("acme"), Samples.NOW));
    Destination before = destinations.of(DRAFT, application("acme"), Samples.NOW);

    Destination after = changed(destinations, application("other"), before);

    assertThat(first.integration()).isEqualTo(DRAFT.id().value());
    assertThat(first.seed()).hasSize(43).isNotEqualTo(second.seed());
    assertThat(after.location()).hasToString("azure://other.blob.core.windows.net/audit");
    assertThat(proof(after).seed()).isNotEqualTo(proof(before).seed());
    assertThat(proof(changed(destinations, application("acme"), before))).isEqualTo(proof(before));
  }

  private static Destination changed(
      Destinations destinations, AzureAppTarget target, Destination before) {
    return destinations.of(
        "id", target, before, _ -> ConnectionTest.passed(Samples.NOW), Samples.NOW);
  }

  private static PlaceProof proof(Destination destination) {
    return ((EntraApplication) destination.credentials()).ownership();
  }

  private static AzureAppTarget application(String account) {
    return new AzureAppTarget(
        new AzurePlace(
            Optional.empty(), Optional.of(account), Optional.of("audit"), Optional.empty()),
        Optional.of("0f1d6b0c-7a52-4e0f-8a43-2f5a1c0d9e11"));
  }

  private static Destinations refusing(Fault fault, Stage stage) {
    Failure failure = new Failure(fault, stage, "NONE", "There is none.", "Ask the operator.");
    return SampleParts.destinations(
        (_, _) -> {
          throw new FailureException(failure);
        });
  }
}
