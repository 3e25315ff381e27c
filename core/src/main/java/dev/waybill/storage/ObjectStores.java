package dev.waybill.storage;

import dev.waybill.fault.FailureException;

/** Opens customers' storage. */
public interface ObjectStores {

  /**
   * Opens a store without any request to it.
   *
   * @throws FailureException if the location is one that the operator does not allow
   */
  ObjectStore open(Location location, Credentials credentials);
}
