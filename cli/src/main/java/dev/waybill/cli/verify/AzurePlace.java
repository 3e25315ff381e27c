package dev.waybill.cli.verify;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.azure.AzureBucketReader;
import dev.waybill.stores.azure.AzureFolder;
import dev.waybill.verify.BucketReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A folder of Azure Blob Storage, reached as {@code az storage} would reach it. */
final class AzurePlace {
  private static final Pattern PLACE = Pattern.compile("([^/]*)/([^/]+)(?:/(.*))?");

  /** Not everybody's account is in the public cloud. */
  private static final Pattern HOST =
      Pattern.compile("([^.]+)\\.(?:z[0-9]+\\.)?blob\\.[a-z0-9-]+(?:\\.[a-z0-9-]+)+");

  private AzurePlace() {}

  /**
   * A connection string, a key or a SAS token from the environment comes before what the user is
   * logged in as.
   *
   * @param place {@code ACCOUNT/CONTAINER/PATH}; the account may be the host of its Blob service
   */
  static BucketReader open(String place, Optional<URI> endpoint, Map<String, String> environment) {
    AzureFolder folder = folder(place, endpoint);
    Optional<String> connection = set(environment, "AZURE_STORAGE_CONNECTION_STRING");
    Optional<String> key = set(environment, "AZURE_STORAGE_KEY");
    Optional<String> token = set(environment, "AZURE_STORAGE_SAS_TOKEN");
    return connection
        .map(some -> AzureBucketReader.withConnectionString(some, folder))
        .or(() -> key.map(some -> AzureBucketReader.withKey(some, folder)))
        .or(() -> token.map(some -> AzureBucketReader.withSasToken(some, folder)))
        .orElseGet(() -> AzureBucketReader.withOwnIdentity(folder));
  }

  static AzureFolder folder(String place, Optional<URI> endpoint) {
    Matcher parts = PLACE.matcher(place);
    if (!parts.matches()) {
      throw new InvalidInput("place", "An Azure place is azure://ACCOUNT/CONTAINER/PATH.");
    }
    String account = parts.group(1);
    StoragePath path = new StoragePath(Optional.ofNullable(parts.group(3)).orElse(""));
    Matcher host = HOST.matcher(account);
    return host.matches()
        ? new AzureFolder(
            host.group(1),
            parts.group(2),
            path,
            endpoint.or(() -> Optional.of(URI.create("https://" + account))))
        : new AzureFolder(account, parts.group(2), path, endpoint);
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }
}
