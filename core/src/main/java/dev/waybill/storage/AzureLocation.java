package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of a container of Azure Blob Storage, which Data Lake Storage calls a file system.
 *
 * @param host the account's blob service, such as {@code account.blob.core.windows.net}; always one
 *     of Microsoft's, so that nobody else is sent a token
 */
public record AzureLocation(String host, String container, StoragePath path) implements Location {
  private static final String PUBLIC_CLOUD = ".blob.core.windows.net";

  private static final String DESTINATION = "destination";

  private static final Pattern AZURE =
      Pattern.compile("azure://(?<host>[^/?#]+)/(?<container>[^/?#]+)(?<folder>/[^?#]*)?");

  private static final Pattern DATA_LAKE =
      Pattern.compile("abfss://(?<container>[^/?#@]+)@(?<host>[^/?#@]+)(?<folder>/[^?#]*)?");

  private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");

  /**
   * The public cloud, with accounts of DNS zones, and the clouds of the US government and China.
   */
  private static final Pattern SERVICE =
      Pattern.compile(
          "blob\\.core\\.windows\\.net|z[0-9]{1,3}\\.blob\\.storage\\.azure\\.net"
              + "|blob\\.core\\.usgovcloudapi\\.net|blob\\.core\\.chinacloudapi\\.cn");

  private static final Pattern CONTAINER =
      Pattern.compile("(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

  public AzureLocation {
    host = host.toLowerCase(Locale.ROOT);
    int dot = host.indexOf('.');
    if (dot < 0 || !SERVICE.matcher(host.substring(dot + 1)).matches()) {
      throw invalid("An account's blob service has a name such as account.blob.core.windows.net.");
    }
    requireAccount(host.substring(0, dot));
    if (!CONTAINER.matcher(container).matches()) {
      throw new InvalidInput(
          "fileSystem",
          "A container's (file system's) name has 3 to 63 lower-case letters, digits and single"
              + " '-', none at its ends.");
    }
    requireNonNull(path, "path is null");
    if (path.value().contains("sig=")) {
      throw new InvalidInput(
          "path",
          "The path has a signature in it: give that as sasToken, and the folder alone here.");
    }
  }

  /**
   * A place in the public cloud.
   *
   * @throws InvalidInput if there can be no such account or container
   */
  public static AzureLocation ofAccount(String account, String container, StoragePath path) {
    requireAccount(account);
    return new AzureLocation(account + PUBLIC_CLOUD, container, path);
  }

  /**
   * Reads {@code azure://account.blob.core.windows.net/container/folder}, or the URL by which Data
   * Lake Storage knows the same, {@code abfss://container@account.dfs.core.windows.net/folder}.
   *
   * @throws InvalidInput if it is of neither form; it is not quoted, since who copies a URL may
   *     have copied a signature with it
   */
  public static AzureLocation parse(String destination) {
    Matcher azure = AZURE.matcher(destination);
    Matcher dataLake = DATA_LAKE.matcher(destination);
    if (!azure.matches() && !dataLake.matches()) {
      throw invalid(
          "A destination has the form azure://account.blob.core.windows.net/container/folder or"
              + " abfss://container@account.dfs.core.windows.net/folder, without '?' or '#'.");
    }
    Matcher named = azure.matches() ? azure : dataLake;
    try {
      return new AzureLocation(
          named.group("host").toLowerCase(Locale.ROOT).replace(".dfs.", ".blob."),
          named.group("container"),
          new StoragePath(Optional.ofNullable(named.group("folder")).orElse("")));
    } catch (InvalidInput e) {
      throw invalid(e.getMessage());
    }
  }

  private static InvalidInput invalid(String message) {
    return new InvalidInput(DESTINATION, message);
  }

  /**
   * A place of another account.
   *
   * @throws InvalidInput if this one is not in the public cloud: then the account's name alone does
   *     not say in which cloud it is
   */
  public AzureLocation beside(String account, String container, StoragePath path) {
    if (!isInPublicCloud()) {
      throw new InvalidInput(
          "storageAccount",
          "The storage account is not in the public cloud: name the new one by destination, such as"
              + " azure://"
              + host
              + "/container/folder.");
    }
    return ofAccount(account, container, path);
  }

  /** Whether its host is told by its account alone. */
  public boolean isInPublicCloud() {
    return host.endsWith(PUBLIC_CLOUD);
  }

  private static void requireAccount(String account) {
    if (!ACCOUNT.matcher(account).matches()) {
      throw new InvalidInput(
          "storageAccount", "A storage account's name has 3 to 24 lower-case letters and digits.");
    }
  }

  public String account() {
    return host.substring(0, host.indexOf('.'));
  }

  @Override
  public AzureLocation below(StoragePath folder) {
    return new AzureLocation(host, container, path.below(folder));
  }

  /** Nothing is found out about Azure. */
  @Override
  public AzureLocation unlearned() {
    return this;
  }

  @Override
  public String toString() {
    String folder = path.value().isEmpty() ? "" : "/" + path;
    return "azure://" + host + "/" + container + folder;
  }
}
