package dev.waybill.server.secrets;

/** What is being done for a rotation, in this order. */
public enum RotationStep {
  /** The file gets a key beside the one that it has. */
  ADDING_KEY,
  /** The control plane gets its id; from then on it encrypts. */
  RECORDING_KEY,
  /** Told before each batch of secrets. */
  ENCRYPTING,
  /** The control plane forgets the old key's id. */
  FORGETTING_OLD_KEY,
  /** The file has the new key alone. */
  REMOVING_OLD_KEY
}
