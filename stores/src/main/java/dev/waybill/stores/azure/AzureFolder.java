package dev.waybill.stores.azure;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.StoragePath;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder of a container of a storage account.
 *
 * @param endpoint of the account's Blob service, if it is not the one of Azure's public cloud
 */
public record AzureFolder(
    String account, String container, StoragePath path, Optional<URI> endpoint) {
  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
  private static final Pattern CONTAINER = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");

  public AzureFolder {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new InvalidInput(
          "account",
          quoted(account)
              + " is not the name of a storage account: 3 to 24 lower-case letters and digits.");
    }
    if (!CONTAINER.matcher(container).matches()) {
      throw new InvalidInput(
          "container",
          quoted(container)
              + " is not the name of a container: 3 to 63 lower-case letters, digits and single"
              + " '-'.");
    }
    requireNonNull(path, "path is null");
    requireNonNull(endpoint, "endpoint is null");
    endpoint.ifPresent(AzureFolder::requireHttp);
  }

  /** Where the account's Blob service is. */
  URI service() {
    return endpoint.orElseGet(() -> URI.create("https://" + account + ".blob.core.windows.net"));
  }

  /** Ends with a slash unless it is empty. */
  String prefix() {
    return path.value().isEmpty() ? "" : path + "/";
  }

  @Override
  public String toString() {
    String folder = path.value().isEmpty() ? "" : "/" + path;
    return "azure://"
        + account
        + "/"
        + container
        + folder
        + endpoint.map(at -> " at " + at).orElse("");
  }

  private static void requireHttp(URI endpoint) {
    boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
    boolean bare =
        endpoint.getRawUserInfo() == null
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null;
    if (!http || endpoint.getHost() == null || !bare) {
      throw new InvalidInput(
          "endpoint",
          "An endpoint is the URL of a Blob service, such as"
              + " https://account.blob.core.windows.net, nothing more.");
    }
  }

  private static String quoted(String text) {
    return "'" + text.replaceAll("\\p{Cntrl}", "?") + "'";
  }
}
