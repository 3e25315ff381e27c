package dev.waybill.stores.azure;

import com.azure.storage.blob.models.BlobItem;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.verify.BucketReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An Azurite with one container, for tests that know nothing of Azure's libraries. */
public final class AzuritePlace implements AutoCloseable {
  public static final String ACCOUNT = AzuriteProcess.ACCOUNT;

  private final AzuriteProcess azurite;
  private final Optional<CaBundle> trusted;
  private final String name;
  private final AzuriteContainer container;

  public AzuritePlace(String container) {
    this(AzuriteProcess.start(), Optional.empty(), container);
  }

  private AzuritePlace(AzuriteProcess azurite, Optional<CaBundle> trusted, String container) {
    this.azurite = azurite;
    this.trusted = trusted;
    this.name = container;
    this.container = AzuriteContainer.create(azurite, container, trusted);
  }

  /**
   * One that takes tokens of the directory service, too, and so speaks TLS.
   *
   * @param folder for its certificate, by the same authority
   */
  public static AzuritePlace withTls(String container, FakeEntra entra, Path folder) {
    return new AzuritePlace(
        AzuriteProcess.startWithTls(entra.vouching(), folder),
        Optional.of(entra.certificates()),
        container);
  }

  /** Without the account's name. */
  public URI address() {
    return URI.create(azurite.endpoint().replace("{account}", ""));
  }

  /** As settings name it. */
  public String endpoint() {
    return azurite.endpoint();
  }

  /** What a customer gives: it may create and write, long enough for clocks that are moved. */
  public String sasToken() {
    return sasToken("cw", Duration.ofDays(3_650));
  }

  /**
   * One with those letters.
   *
   * @param left which may be over
   */
  public String sasToken(String permissions, Duration left) {
    return sasToken(container, permissions, left);
  }

  /** A good one of a new container beside this one. */
  public String sasTokenOf(String other) {
    return sasToken(AzuriteContainer.create(azurite, other, trusted), "cw", Duration.ofDays(3_650));
  }

  public Optional<byte[]> read(String blob) {
    return container.read(blob);
  }

  public List<String> names() {
    return container.client().listBlobs().stream().map(BlobItem::getName).toList();
  }

  /** All that lies there, by name. */
  public SortedMap<String, byte[]> objects() {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    names().forEach(blob -> objects.put(blob, read(blob).orElseThrow()));
    return objects;
  }

  /** What the account's owner sees in a folder, without TLS. */
  public BucketReader reader(String path) {
    return AzureBucketReader.withKey(AzuriteProcess.KEY, azurite.folder(name, path));
  }

  @Override
  public void close() {
    azurite.close();
  }

  private static String sasToken(AzuriteContainer container, String permissions, Duration left) {
    OffsetDateTime until = OffsetDateTime.now(ZoneOffset.UTC).plus(left);
    return container.sas(permissions, until).token().text();
  }
}
