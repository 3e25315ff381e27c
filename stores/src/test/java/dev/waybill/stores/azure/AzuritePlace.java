package dev.waybill.stores.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import dev.waybill.verify.BucketReader;
import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** An Azurite with one container, for tests that know nothing of Azure's libraries. */
public final class AzuritePlace implements AutoCloseable {
  public static final String ACCOUNT = AzuriteProcess.ACCOUNT;

  private final AzuriteProcess azurite = AzuriteProcess.start();
  private final String name;
  private final AzuriteContainer container;

  public AzuritePlace(String container) {
    this.name = container;
    this.container = AzuriteContainer.create(azurite, container, Optional.empty());
  }

  /** Without the account's name. */
  public URI address() {
    return URI.create(azurite.endpoint().replace("{account}", ""));
  }

  /** What a customer gives: it may create and write, long enough for clocks that are moved. */
  public String sasToken() {
    OffsetDateTime until = OffsetDateTime.now(ZoneOffset.UTC).plus(Duration.ofDays(3_650));
    return container.sas("cw", until).token().text();
  }

  public Optional<byte[]> read(String blob) {
    return container.read(blob);
  }

  public List<String> names() {
    return client().listBlobs().stream().map(BlobItem::getName).toList();
  }

  /** What the account's owner sees in a folder. */
  public BucketReader reader(String path) {
    return AzureBucketReader.withKey(AzuriteProcess.KEY, azurite.folder(name, path));
  }

  @Override
  public void close() {
    azurite.close();
  }

  private BlobContainerClient client() {
    return container.client();
  }
}
