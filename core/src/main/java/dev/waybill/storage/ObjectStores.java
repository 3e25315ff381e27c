package dev.waybill.storage;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import java.util.Optional;

/** Opens customers' storage. */
public interface ObjectStores {

  /**
   * Opens a store without any request to it.
   *
   * @throws FailureException if the location is one that the operator does not allow
   */
  ObjectStore open(Location location, Credentials credentials);

  /**
   * Forgets what an earlier authentication has left, so that the next request to the store finds
   * out what holds now. Stores that are open go on, and authenticate anew with their next request.
   */
  default void authenticateAnew(Location location, Credentials credentials) {}

  /**
   * Asks whoever knows whether others than the owner of these credentials could use what the
   * customer has granted; empty if not, or if it cannot be found out now. Sends requests, but none
   * to the store; never throws because of their answers.
   */
  default Optional<Failure> weakness(Location location, Credentials credentials) {
    return Optional.empty();
  }
}
