package dev.waybill.integration;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.PlaceProof;
import dev.waybill.storage.PutOutcome;
import java.util.Optional;

/**
 * Proof of a tenant that a place is its own, where the service writes with one identity for all
 * tenants: without it, no event goes there (docs/decisions/0028-places-are-confirmed.md).
 */
public final class Confirmation {
  /** Of the failure that stands until the proof is given. */
  public static final String NOT_CONFIRMED = "DESTINATION_NOT_CONFIRMED";

  private Confirmation() {}

  /**
   * Lets a delivery pass only where events may go.
   *
   * @throws FailureException if the place has not been confirmed
   */
  public static void require(StorageIntegration integration) {
    if (!integration.confirmed()) {
      throw new FailureException(awaited(integration.location(), integration.id()));
    }
  }

  /**
   * What a test found, if nothing stood in the way but that the place has not been confirmed.
   *
   * @param found by a test that put the object with the token
   */
  public static Finding awaiting(Finding found, PlaceProof proof) {
    if (!found.test().succeeded()) {
      return found;
    }
    Location place = found.learned();
    Failure failure = awaited(place, new IntegrationId(proof.integration()));
    return new Finding(
        ConnectionTest.failed(failure.message(), failure, found.test().testedAt()),
        found.markerWasThere(),
        place);
  }

  /**
   * Puts the object with the token, if there has to be one; that there is one already is as good.
   *
   * @return why it is not there
   */
  static Optional<Failure> put(ObjectStores stores, Location location, Credentials credentials) {
    return credentials.proof().flatMap(proof -> put(stores, location, credentials, proof));
  }

  private static Optional<Failure> put(
      ObjectStores stores, Location location, Credentials credentials, PlaceProof proof) {
    try (ObjectStore store = stores.open(location, credentials)) {
      return switch (store.put(proof.key(), proof.content(location))) {
        case PutOutcome.Stored(), PutOutcome.AlreadyThere() -> Optional.empty();
        case PutOutcome.Refused(Failure failure) -> Optional.of(failure);
        case PutOutcome.OtherBytes(Failure failure) -> Optional.of(failure);
        case PutOutcome.Unknown(Failure failure) -> Optional.of(failure);
      };
    } catch (FailureException e) {
      return Optional.of(e.failure());
    }
  }

  private static Failure awaited(Location place, IntegrationId id) {
    return new Failure(
        Fault.CUSTOMER,
        Stage.CONFIRM,
        NOT_CONFIRMED,
        "The service can write to " + place + ", but you have not confirmed that it is yours.",
        "Read the object "
            + place.path().resolve(PlaceProof.key(id.value()))
            + " and give its text in the portal, at this storage integration, or to"
            + " confirmDestination(id: \""
            + id
            + "\", token: ...); until then no event is delivered there.");
  }
}
