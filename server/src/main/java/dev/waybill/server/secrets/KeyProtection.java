package dev.waybill.server.secrets;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What encrypts the key file.
 *
 * @param current empty: nothing, the file's permissions protect it
 * @param before what encrypts it still, if that is to change at this start
 */
public record KeyProtection(Optional<KeyEncryptionKey> current, Optional<KeyEncryptionKey> before) {
  public static final KeyProtection NONE = new KeyProtection(Optional.empty(), Optional.empty());

  public KeyProtection {
    requireNonNull(current, "current is null");
    requireNonNull(before, "before is null");
  }

  Optional<KeyEncryptionKey> named(String name) {
    return Stream.of(current, before)
        .flatMap(Optional::stream)
        .filter(key -> key.name().equals(name))
        .findFirst();
  }
}
