package dev.waybill.storage;

/** Where objects go. The words of its text form are safe to show and to log. */
public sealed interface Location permits S3Location, AzureLocation, GcsLocation, DirectoryLocation {
  StoragePath path();

  /**
   * A folder of this place.
   *
   * @throws dev.waybill.fault.InvalidInput if the two paths together are too long
   */
  Location below(StoragePath folder);

  /** The same place and options, as if nothing had been found out about the store there. */
  Location unlearned();

  /**
   * Whether objects would go to the same folder of the same store, however it is reached and
   * however they are put there.
   */
  default boolean isSamePlace(Location other) {
    return toString().equals(other.toString());
  }

  /** Two locations with the same text are the same place. */
  @Override
  String toString();
}
