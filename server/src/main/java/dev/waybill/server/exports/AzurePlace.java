package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.StoragePath;
import java.util.Optional;

/**
 * A folder of a container, as asked for; not yet checked.
 *
 * @param destination {@code azure://account.blob.core.windows.net/container/folder} or {@code
 *     abfss://container@account.dfs.core.windows.net/folder}, instead of the others
 * @param storageAccount of the public cloud; others are named by {@code destination}
 * @param fileSystem what the Blob service calls a container
 */
public record AzurePlace(
    Optional<String> destination,
    Optional<String> storageAccount,
    Optional<String> fileSystem,
    Optional<String> path) {
  public AzurePlace {
    requireNonNull(destination, "destination is null");
    requireNonNull(storageAccount, "storageAccount is null");
    requireNonNull(fileSystem, "fileSystem is null");
    requireNonNull(path, "path is null");
  }

  /**
   * A new place.
   *
   * @throws InvalidInput if it is not named, or there can be no such place
   */
  public AzureLocation location() {
    return destination
        .map(this::parsed)
        .orElseGet(
            () ->
                AzureLocation.ofAccount(
                    storageAccount.orElseThrow(() -> missing("storageAccount")),
                    fileSystem.orElseThrow(() -> missing("fileSystem")),
                    path.map(StoragePath::new).orElse(StoragePath.ROOT)));
  }

  /** What is left out is as before. */
  public AzureLocation location(AzureLocation before) {
    if (destination.isPresent()) {
      return parsed(destination.get());
    }
    String container = fileSystem.orElse(before.container());
    StoragePath folder = path.map(StoragePath::new).orElse(before.path());
    return storageAccount
        .filter(account -> !account.equals(before.account()))
        .map(account -> before.beside(account, container, folder))
        .orElseGet(() -> new AzureLocation(before.host(), container, folder));
  }

  private AzureLocation parsed(String url) {
    if (storageAccount.isPresent() || fileSystem.isPresent() || path.isPresent()) {
      throw new InvalidInput(
          "destination", "Give either destination, or storageAccount, fileSystem and path.");
    }
    return AzureLocation.parse(url);
  }

  private static InvalidInput missing(String field) {
    return new InvalidInput(
        field,
        "The " + field + " is missing: give storageAccount, fileSystem and path, or destination.");
  }
}
