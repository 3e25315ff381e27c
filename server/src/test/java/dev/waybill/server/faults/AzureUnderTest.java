package dev.waybill.server.faults;

import dev.waybill.stores.azure.AzuritePlace;
import dev.waybill.verify.BucketReader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container of Azurite, by a SAS token. It forgets what it holds when it ends, so it goes on. */
final class AzureUnderTest implements StoreUnderTest {
  private static final String CONTAINER = "audit-events";

  private final AzuritePlace azurite = new AzuritePlace(CONTAINER);

  @Override
  public URI address() {
    return azurite.address();
  }

  @Override
  public Map<String, String> settings(URI proxy) {
    return Map.of("WAYBILL_AZURE_ENDPOINT", proxy + "/{account}");
  }

  @Override
  public String mutation() {
    return "createAdlsSasTokenExportConfiguration";
  }

  @Override
  public String destination(ExportPlan plan, URI proxy) {
    return "storageAccount: \"%s\" fileSystem: \"%s\" path: \"%s\" sasToken: \"%s\""
        .formatted(AzuritePlace.ACCOUNT, CONTAINER, plan.path(), azurite.sasToken());
  }

  @Override
  public Optional<byte[]> read(ExportPlan plan, String key) {
    return azurite.read(plan.path(key));
  }

  @Override
  public List<String> keys() {
    return azurite.names();
  }

  @Override
  public BucketReader place(ExportPlan plan) {
    return azurite.reader(plan.path());
  }

  @Override
  public void close() {
    azurite.close();
  }
}
