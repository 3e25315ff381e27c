package dev.waybill.stores.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.identity.CredentialUnavailableException;
import dev.waybill.fault.InvalidInput;
import dev.waybill.manifest.SampleStreams;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.fake.VerifiedPlace;
import dev.waybill.verify.BucketReader;
import dev.waybill.verify.BucketReaderContract;
import dev.waybill.verify.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureBucketReaderTest extends BucketReaderContract {
  private final FakeAzure store = new FakeAzure();

  @AfterEach
  void stop() {
    store.close();
  }

  @Override
  protected BucketReader reader(SortedMap<String, byte[]> objects) {
    String path = "tenant folder/" + UUID.randomUUID();
    objects.forEach((key, bytes) -> store.objects().put(path + "/" + key, bytes));
    return reader(path);
  }

  private AzureBucketReader reader(String path) {
    return AzureBucketReader.withKey(FakeAzure.KEY, store.folder(path));
  }

  @Test
  void letsAPlaceBeVerified() throws IOException, InterruptedException {
    try (BucketReader reader = reader(SampleStreams.complete().place())) {
      VerifiedPlace.assertVerified(reader);
    }
  }

  @Test
  void takesNamesAsTheyAre() throws IOException, InterruptedException {
    String key = "events/a b+c%20d&e=f?g#h/ü;.gz";
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
  void takesAFolderOfAHierarchicalNamespaceForNoObject() throws IOException, InterruptedException {
    try (BucketReader reader =
        reader(
            new TreeMap<>(
                Map.of("events/a-folder", new byte[0], "events/a-folder/one", new byte[1])))) {
      List<BucketReader.Listed> listed = new ArrayList<>();
      reader.list("events/", listed::add);

      assertThat(listed).containsExactly(new BucketReader.Listed("events/a-folder/one", 1));
      assertThat(reader.open("events/a-folder")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void repeatsWhatFailedForAMoment(int status) throws IOException, InterruptedException {
    store.objects().put("events/one", "one".getBytes(UTF_8));
    try (BucketReader reader = reader("")) {
      store.thenError(status, "ServerBusy");
      List<BucketReader.Listed> listed = new ArrayList<>();
      reader.list("events/", listed::add);
      store.thenError(status, "ServerBusy");
      Optional<InputStream> opened = reader.open("events/one");

      assertThat(listed).hasSize(1);
      try (InputStream in = opened.orElseThrow()) {
        assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("one");
      }
    }
  }

  @Test
  void asksAgainForAPageThatBrokeOff() throws IOException, InterruptedException {
    store.objects().put("events/one", new byte[1]);
    store.thenBreakOffAfter(
        20,
        200,
        Map.of("Content-Type", "application/xml"),
        "<EnumerationResults/> ".repeat(9).getBytes(UTF_8));
    try (BucketReader reader = reader("")) {
      List<BucketReader.Listed> listed = new ArrayList<>();
      reader.list("events/", listed::add);

      assertThat(listed).hasSize(1);
    }
  }

  @Test
  void goesOnWhereAConnectionBrokeOff() throws IOException {
    byte[] body = new byte[2_500_000];
    new Random(4).nextBytes(body);
    store.objects().put("events/one", body);
    try (BucketReader reader = reader("");
        InputStream in = reader.open("events/one").orElseThrow()) {
      store.thenBreakOffAfter(5, 206, FakeAzure.headers(1 << 20, 2_500_000), new byte[1 << 20]);
      assertThat(in.readAllBytes()).isEqualTo(body);
    }
    assertThat(store.requests())
        .extracting(request -> request.headers().getFirst("x-ms-range"))
        .containsExactly(
            "bytes=0-1048575",
            "bytes=1048576-2097151",
            "bytes=1048576-2097151",
            "bytes=2097152-2499999");
  }

  @Test
  void neverMixesTwoVersionsOfAnObject() throws IOException {
    byte[] body = new byte[2_500_000];
    new Random(5).nextBytes(body);
    store.objects().put("events/one", body);
    try (BucketReader reader = reader("");
        InputStream in = reader.open("events/one").orElseThrow()) {
      store.thenError(412, "ConditionNotMet");
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot go on with events/one: ConditionNotMet (status 412)");
    }
    assertThat(store.requests().getLast().headers().getFirst("If-Match"))
        .isEqualTo(FakeAzure.unquoted(FakeAzure.ETAG));
  }

  @Test
  void givesUpIfEveryConnectionBreaksOff() {
    for (int i = 0; i < 5; i++) {
      store.thenBreakOffAfter(1, 206, FakeAzure.headers(0, 100), new byte[100]);
    }
    try (BucketReader reader = reader("")) {
      assertThatThrownBy(() -> reader.open("events/one"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot give events/one: ");
    }
    assertThat(store.requests()).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "403, AuthorizationPermissionMismatch, Storage Blob Data Reader",
    "403, AuthenticationFailed, a SAS token that is valid now",
    "404, ContainerNotFound, Check the names of the account and the container"
  })
  void saysInOneLineWhyNothingCanBeRead(int status, String code, String advice) {
    try (BucketReader reader = reader("p")) {
      store.thenError(status, code);
      assertThatThrownBy(() -> reader.list("events/", object -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "azure://waybilltest/audit-events/p at " + store.service() + " cannot be listed: ")
          .hasMessageContaining(code + " (status " + status + ") Azure says no. ")
          .hasMessageContaining(advice)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void tellsAMissingContainerFromAMissingBlob() {
    try (BucketReader reader =
        AzureBucketReader.withKey(FakeAzure.KEY, store.folder("none-of-that-name", ""))) {
      assertThatThrownBy(() -> reader.open("events/one"))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("ContainerNotFound");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, AuthorizationPermissionMismatch, false",
    "409, BlobArchived, false",
    "401, InvalidAuthenticationInfo, true"
  })
  void tellsWhetherOneObjectCannotBeReadOrNone(int status, String code, boolean none) {
    try (BucketReader reader = reader("")) {
      store.thenError(status, code);
      assertThatThrownBy(() -> reader.open("events/one"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(code)
          .satisfies(e -> assertThat(e instanceof UnreachableException).isEqualTo(none));
    }
  }

  @Test
  void showsASasTokenAsItIs() throws IOException, InterruptedException {
    try (BucketReader reader =
        AzureBucketReader.withSasToken("?sv=2026&sig=a%2Bb%3D", store.folder(""))) {
      reader.list("events/", object -> {});
    }
    assertThat(store.requests().getLast().target()).contains("sv=2026&sig=a%2Bb%3D");
    assertThat(store.requests().getLast().headers().containsKey("Authorization")).isFalse();
  }

  @Test
  void takesTheEndpointOfAConnectionString() throws IOException, InterruptedException {
    AzureFolder folder =
        new AzureFolder(FakeAzure.ACCOUNT, FakeAzure.CONTAINER, StoragePath.ROOT, Optional.empty());
    try (BucketReader reader = AzureBucketReader.withConnectionString(connection(), folder)) {
      reader.list("events/", object -> {});
    }
    assertThat(store.requests().getLast().headers().getFirst("Authorization"))
        .startsWith("SharedKey waybilltest:");
  }

  @Test
  void refusesAConnectionStringOfAnotherAccount() {
    AzureFolder folder =
        new AzureFolder("another", FakeAzure.CONTAINER, StoragePath.ROOT, Optional.empty());

    assertThatThrownBy(() -> AzureBucketReader.withConnectionString(connection(), folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("The connection string is of the account 'waybilltest', not of 'another'.");
    assertThatThrownBy(() -> AzureBucketReader.withConnectionString("AccountKey=secret", folder))
        .isInstanceOf(InvalidInput.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void showsNoTokenInClear() {
    assertThatThrownBy(() -> AzureBucketReader.withOwnIdentity(store.folder("")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("tokens do not travel in clear");
  }

  @Test
  void saysWhatToDoWithoutCredentials() {
    AzureFolder folder =
        new AzureFolder(FakeAzure.ACCOUNT, FakeAzure.CONTAINER, StoragePath.ROOT, Optional.empty());
    try (BucketReader reader =
        AzureBucketReader.with(
            request -> {
              throw new CredentialUnavailableException("Tried one.\nTried two.");
            },
            folder,
            HttpClient.createDefault())) {
      assertThatThrownBy(() -> reader.list("events/", object -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "azure://waybilltest/audit-events cannot be listed: No Azure credentials work: run"
                  + " 'az login'")
          .hasMessageEndingWith("Tried one. Tried two.");
    }
  }

  private String connection() {
    return "DefaultEndpointsProtocol=http;AccountName=%s;AccountKey=%s;BlobEndpoint=%s"
        .formatted(FakeAzure.ACCOUNT, FakeAzure.KEY, store.service());
  }
}
