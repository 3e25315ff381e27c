package dev.waybill.stores.gcs.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;

/** The service account that puts the objects. */
public sealed interface Member {
  /**
   * The service's own, which the customer grants.
   *
   * @param address empty if the operator has none, or its identity does not tell
   */
  record Shared(Optional<String> address) implements Member {
    private static final Pattern ADDRESS =
        Pattern.compile("[a-z0-9.-]{1,64}@[a-z0-9.-]{1,128}\\.gserviceaccount\\.com");

    public Shared {
      requireNonNull(address, "address is null");
      if (address.filter(text -> !ADDRESS.matcher(text).matches()).isPresent()) {
        throw new InvalidInput(
            "serviceAccount", "The address of a service account ends with .gserviceaccount.com.");
      }
    }
  }

  /** One that the customer makes, and of which the service gets a key. */
  record Own(String name) implements Member {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{4,28}[a-z0-9]");

    /** If nobody says otherwise. */
    public static final Own DEFAULT = new Own("waybill-export");

    public Own {
      if (!NAME.matcher(name).matches()) {
        throw new InvalidInput(
            "accountName",
            "A service account's name has 6 to 30 lower-case letters, digits and '-'; it begins"
                + " with a letter and does not end with '-'.");
      }
    }
  }
}
