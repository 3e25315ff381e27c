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
   * Asks whoever knows what of the customer's safety does not hold although objects can be put:
   * whether others than the owner of these credentials could use what the customer has granted, or
   * the store does not look at whom the bucket belongs to. Empty if all holds, or if it cannot be
   * found out now. Sends requests, but none that could put anything; never throws because of their
   * answers.
   */
  default Optional<Failure> weakness(Location location, Credentials credentials) {
    return Optional.empty();
  }
}
