package dev.waybill.stores.gcs;

import static dev.waybill.stores.gcs.GcsPlaces.BUCKET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import dev.waybill.manifest.SampleStreams;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.fake.VerifiedPlace;
import dev.waybill.stores.gcs.FakeGcsServer.Step;
import dev.waybill.verify.BucketReader;
import dev.waybill.verify.BucketReaderContract;
import dev.waybill.verify.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GcsBucketReaderTest extends BucketReaderContract {
  private static final Map<String, String> GENERATION =
      Map.of("x-goog-generation", FakeGcsObjects.GENERATION);

  private final FakeGcsServer server = FakeGcsServer.start();

  @BeforeEach
  void createBucket() {
    server.createBucket(BUCKET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected BucketReader reader(SortedMap<String, byte[]> objects) {
    String path = "tenant folder/" + UUID.randomUUID();
    objects.forEach((key, bytes) -> server.objects(BUCKET).put(path + "/" + key, bytes));
    return GcsBucketReader.anonymously(folder(path));
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
  void readsAWholeBucket() throws IOException, InterruptedException {
    server.objects(BUCKET).put("events/one", new byte[5]);
    try (BucketReader reader = GcsBucketReader.anonymously(folder(""))) {
      List<BucketReader.Listed> listed = new ArrayList<>();
      reader.list("events/", listed::add);

      assertThat(listed).containsExactly(new BucketReader.Listed("events/one", 5));
      assertThat(reader.open("events/one")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void repeatsWhatFailedForAMoment(int status) throws IOException, InterruptedException {
    server.objects(BUCKET).put("events/one", "one".getBytes(UTF_8));
    try (BucketReader reader = GcsBucketReader.anonymously(folder(""))) {
      server.then(Step.OTHER, FakeGcsFault.error(status, "", "Not now."));
      List<BucketReader.Listed> listed = new ArrayList<>();
      reader.list("events/", listed::add);
      server.then(Step.OTHER, FakeGcsFault.error(status, "", "Not now."));
      Optional<InputStream> opened = reader.open("events/one");

      assertThat(listed).hasSize(1);
      try (InputStream in = opened.orElseThrow()) {
        assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("one");
      }
    }
  }

  @Test
  void asksAgainForAPageThatBrokeOff() throws IOException, InterruptedException {
    server.objects(BUCKET).put("events/one", new byte[1]);
    server.then(
        Step.OTHER,
        FakeGcsFault.breakOffAfter(
            20,
            200,
            Map.of("Content-Type", "application/json"),
            "{\"kind\":\"storage#objects\",\"items\":[]}".getBytes(UTF_8)));
    try (BucketReader reader = GcsBucketReader.anonymously(folder(""))) {
      List<BucketReader.Listed> listed = new ArrayList<>();
      reader.list("events/", listed::add);

      assertThat(listed).hasSize(1);
    }
  }

  @Test
  void goesOnWhereAConnectionBrokeOff() throws IOException {
    byte[] body = "0123456789".getBytes(UTF_8);
    server.objects(BUCKET).put("events/one", body);
    server.then(Step.OTHER, FakeGcsFault.breakOffAfter(5, 200, GENERATION, body));
    try (BucketReader reader = GcsBucketReader.anonymously(folder(""));
        InputStream in = reader.open("events/one").orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo(body);
    }
    FakeGcsServer.Asked second = server.asked().getLast();
    assertThat(second.headers().getFirst("Range")).isEqualTo("bytes=5-");
    assertThat(second.target()).contains("generation=" + FakeGcsObjects.GENERATION);
  }

  @Test
  void neverMixesTwoVersionsOfAnObject() throws IOException {
    server.objects(BUCKET).put("events/one", "another one".getBytes(UTF_8));
    server.then(
        Step.OTHER,
        FakeGcsFault.breakOffAfter(3, 200, Map.of("x-goog-generation", "1"), new byte[11]));
    try (BucketReader reader = GcsBucketReader.anonymously(folder(""));
        InputStream in = reader.open("events/one").orElseThrow()) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot go on with events/one: status 404: No such object");
    }
  }

  @Test
  void doesNotGoOnWhereAVersionCannotBeNamed() throws IOException {
    byte[] body = "0123456789".getBytes(UTF_8);
    server.objects(BUCKET).put("events/one", body);
    server.then(Step.OTHER, FakeGcsFault.breakOffAfter(5, 200, Map.of(), body));
    try (BucketReader reader = GcsBucketReader.anonymously(folder(""));
        InputStream in = reader.open("events/one").orElseThrow()) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not let a reader go on: try again.");
    }
  }

  @Test
  void givesUpIfEveryConnectionBreaksOff() throws IOException {
    byte[] body = new byte[100];
    server.then(Step.OTHER, FakeGcsFault.breakOffAfter(1, 200, GENERATION, body));
    for (int i = 1; i <= 5; i++) {
      server.then(Step.OTHER, FakeGcsFault.breakOffAfter(1, 206, GENERATION, new byte[100 - i]));
    }
    try (BucketReader reader = GcsBucketReader.anonymously(folder(""));
        InputStream in = reader.open("events/one").orElseThrow()) {
      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("breaks off again and again in events/one");
    }
    assertThat(server.asked()).hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({
    "401, gcloud auth application-default login",
    "403, roles/storage.objectViewer",
    "404, Check the name of the bucket"
  })
  void saysInOneLineWhyNothingCanBeRead(int status, String advice) {
    try (BucketReader reader = GcsBucketReader.anonymously(folder("p"))) {
      server.then(Step.OTHER, FakeGcsFault.error(status, "", "Google says\nno."));
      assertThatThrownBy(() -> reader.list("events/", object -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(
              "gs://audit-events/p at " + server.endpoint() + " cannot be listed: ")
          .hasMessageContaining("status " + status + ": Google says no.")
          .hasMessageContaining(advice)
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void tellsAMissingBucketFromAMissingObject() {
    GcsFolder nowhere =
        new GcsFolder("none-of-that-name", StoragePath.ROOT, Optional.of(server.endpoint()));
    try (BucketReader reader = GcsBucketReader.anonymously(nowhere)) {
      assertThatThrownBy(() -> reader.list("events/", object -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("bucket does not exist");
      assertThatThrownBy(() -> reader.open("events/one"))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("bucket does not exist");
    }
  }

  @ParameterizedTest
  @CsvSource({"403, false", "401, true"})
  void tellsWhetherOneObjectCannotBeReadOrNone(int status, boolean none) {
    try (BucketReader reader = GcsBucketReader.anonymously(folder(""))) {
      server.then(Step.OTHER, FakeGcsFault.error(status, "", "no"));
      assertThatThrownBy(() -> reader.open("events/one"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("status " + status)
          .satisfies(e -> assertThat(e instanceof UnreachableException).isEqualTo(none));
    }
  }

  @Test
  void showsItsToken() throws IOException, InterruptedException {
    GoogleCredentials credentials =
        GoogleCredentials.create(AccessToken.newBuilder().setTokenValue("token-1").build());
    try (BucketReader reader = GcsBucketReader.with(credentials, folder(""))) {
      reader.list("events/", object -> {});
    }
    assertThat(server.asked().getLast().headers().getFirst("Authorization"))
        .isEqualTo("Bearer token-1");
  }

  @Test
  void showsNoTokenInClear() throws IOException, InterruptedException {
    try (BucketReader reader = GcsBucketReader.withOwnCredentials(folder(""))) {
      reader.list("events/", object -> {});
    }
    assertThat(server.asked().getLast().headers().containsKey("Authorization")).isFalse();
  }

  private GcsFolder folder(String path) {
    return new GcsFolder(BUCKET, new StoragePath(path), Optional.of(server.endpoint()));
  }
}
