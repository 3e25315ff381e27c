package dev.waybill.server.consent;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.server.exports.ConnectionTests;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.PlaceProof;
import dev.waybill.time.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Who comes back from a consent, and what it has led to. */
public final class ConsentReturns {

  /** What became of it. */
  enum Outcome {
    /** Nobody was sent there with that state; or not any more. */
    UNKNOWN,
    /** The link's time is over. */
    ENDED,
    /** The consent is that of another directory than the integration's. */
    ELSEWHERE,
    /** The service can write, and events may go there. */
    WORKS,
    /** The service can write; the place has not been confirmed. */
    TO_CONFIRM,
    /** The service cannot write yet. */
    TO_ASSIGN
  }

  /** That of nothing, so that looking for what is not there takes as long. */
  private static final PlaceProof NOBODYS = new PlaceProof(new UUID(0, 0), "-".repeat(43));

  private final StorageIntegrations integrations;
  private final ConnectionTests tests;
  private final TimeSource time;

  public ConsentReturns(StorageIntegrations integrations, ConnectionTests tests, TimeSource time) {
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.tests = requireNonNull(tests, "tests is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * Looks where the way began, and what works now: by a test like one by reading, at most one of an
   * integration at a time.
   *
   * @param directory in which the consent was given, as Microsoft says; anybody could
   */
  CompletableFuture<Outcome> arrive(ConsentState state, String directory) {
    Optional<StorageIntegration> named = integrations.returningFromConsent(state.integration());
    Optional<EntraApplication> application =
        named
            .flatMap(found -> integrations.credentials(found.tenant(), found.id()))
            .flatMap(ConsentLinks::ofEntra);
    boolean right = state.isOf(application.map(EntraApplication::ownership).orElse(NOBODYS));
    if (!right || named.isEmpty() || application.isEmpty()) {
      return CompletableFuture.completedFuture(Outcome.UNKNOWN);
    }
    if (state.hasEnded(time.now())) {
      return CompletableFuture.completedFuture(Outcome.ENDED);
    }
    if (!isIn(application.get().directory(), directory)) {
      return CompletableFuture.completedFuture(Outcome.ELSEWHERE);
    }
    StorageIntegration integration = named.get();
    return tests
        .read(List.of(integration))
        .thenApply(found -> outcome(found.getOrDefault(integration.id(), integration.lastTest())));
  }

  private static boolean isIn(EntraDirectory expected, String directory) {
    try {
      return new EntraDirectory(directory).equals(expected);
    } catch (InvalidInput e) {
      return false;
    }
  }

  private static Outcome outcome(ConnectionTest test) {
    if (test.succeeded()) {
      return Outcome.WORKS;
    }
    return test.failure().map(Failure::stage).filter(Stage.CONFIRM::equals).isPresent()
        ? Outcome.TO_CONFIRM
        : Outcome.TO_ASSIGN;
  }
}
