package dev.waybill.stores.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import dev.waybill.manifest.SampleStreams;
import dev.waybill.stores.fake.VerifiedPlace;
import dev.waybill.verify.BucketReader;
import dev.waybill.verify.BucketReaderContract;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Against a server that checks keys, signatures and names as Azure does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureBucketReaderRealIT extends BucketReaderContract {
  private static final String CONTAINER = "audit-events";

  private final AzuriteProcess azurite = AzuriteProcess.start();
  private final BlobContainerClient container = container();

  @AfterAll
  void stop() {
    azurite.close();
  }

  @Override
  protected BucketReader reader(SortedMap<String, byte[]> objects) {
    return AzureBucketReader.withKey(AzuriteProcess.KEY, stored(objects));
  }

  @Test
  void letsAPlaceBeVerified() throws IOException, InterruptedException {
    try (BucketReader reader = reader(SampleStreams.complete().place())) {
      VerifiedPlace.assertVerified(reader);
    }
  }

  @Test
  void takesNamesAsTheyAre() throws IOException, InterruptedException {
    String key = "events/a b+c%20d&e=f#h/ü;.gz";
    try (BucketReader reader = reader(new TreeMap<>(Map.of(key, new byte[] {7})))) {
      List<BucketReader.Listed> listed = new ArrayList<>();
      reader.list("events/", listed::add);

      assertThat(listed).containsExactly(new BucketReader.Listed(key, 1));
      try (InputStream in = reader.open(key).orElseThrow()) {
        assertThat(in.readAllBytes()).containsExactly(7);
      }
    }
  }

  @Test
  void needsASasTokenThatListsAndReads() throws IOException, InterruptedException {
    AzureFolder folder = stored(SampleStreams.complete().place());
    try (BucketReader reader = AzureBucketReader.withSasToken(sas(true), folder)) {
      VerifiedPlace.assertVerified(reader);
    }
    try (BucketReader reader = AzureBucketReader.withSasToken(sas(false), folder)) {
      assertThatThrownBy(() -> reader.list("events/", object -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("(status 403)")
          .hasMessageContaining("allows to read and list")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void refusesAnotherKey() {
    String other = Base64.getEncoder().encodeToString(new byte[32]);
    AzureFolder folder = azurite.folder(CONTAINER, "p");
    try (BucketReader reader = AzureBucketReader.withKey(other, folder)) {
      assertThatThrownBy(() -> reader.open("events/one"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("AuthorizationFailure (status 403)")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void tellsAMissingContainer() {
    AzureFolder nowhere = azurite.folder("none-of-that-name", "");
    try (BucketReader reader = AzureBucketReader.withKey(AzuriteProcess.KEY, nowhere)) {
      assertThatThrownBy(() -> reader.list("events/", object -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ContainerNotFound (status 404)");
      assertThatThrownBy(() -> reader.open("events/one"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ContainerNotFound (status 404)");
    }
  }

  private AzureFolder stored(SortedMap<String, byte[]> objects) {
    String path = "tenant folder/" + UUID.randomUUID();
    objects.forEach(
        (key, bytes) ->
            container.getBlobClient(path + "/" + key).upload(BinaryData.fromBytes(bytes)));
    return azurite.folder(CONTAINER, path);
  }

  private String sas(boolean lists) {
    BlobContainerSasPermission permissions =
        new BlobContainerSasPermission().setReadPermission(true).setListPermission(lists);
    return container.generateSas(
        new BlobServiceSasSignatureValues(
            OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), permissions));
  }

  private BlobContainerClient container() {
    BlobContainerClient client =
        new BlobContainerClientBuilder()
            .endpoint(azurite.folder(CONTAINER, "").service() + "/" + CONTAINER)
            .credential(new StorageSharedKeyCredential(AzuriteProcess.ACCOUNT, AzuriteProcess.KEY))
            .buildClient();
    client.create();
    return client;
  }
}
