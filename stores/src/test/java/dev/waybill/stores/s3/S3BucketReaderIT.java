package dev.waybill.stores.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.manifest.SampleKeys;
import dev.waybill.manifest.SampleStreams;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.S3Location;
import dev.waybill.verify.BucketReader;
import dev.waybill.verify.BucketReaderContract;
import dev.waybill.verify.Expectations;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Trust;
import dev.waybill.verify.UnreachableException;
import dev.waybill.verify.Verification;
import dev.waybill.verify.VerificationListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class S3BucketReaderIT extends BucketReaderContract {
  private static final String BUCKET = "audit-events";

  private final S3ProxyServer server = S3ProxyServer.start();
  private final S3Stores stores = new S3Stores(TestSettings.forLoopback(), TestSettings.TIME);

  @BeforeAll
  void createBucket() {
    server.createBucket(BUCKET);
  }

  @AfterAll
  void stop() {
    stores.close();
    server.close();
  }

  @Override
  protected BucketReader reader(SortedMap<String, byte[]> objects) {
    S3Location location = server.location(BUCKET, "tenant folder/" + UUID.randomUUID());
    try (ObjectStore store = stores.open(location, S3ProxyServer.accessKey())) {
      objects.forEach((key, bytes) -> store.put(new ObjectKey(key), bytes));
    }
    return S3BucketReader.with(S3ProxyServer.accessKey(), location);
  }

  @Test
  void letsAPlaceBeVerified() throws IOException, InterruptedException {
    List<Observation> observed = new ArrayList<>();
    VerificationListener listener =
        new VerificationListener() {
          @Override
          public void observed(Observation observation) {
            observed.add(observation);
          }

          @Override
          public void listed(long objects, long storedBytes) {
            // Nobody looks.
          }

          @Override
          public void checked(long storedBytes) {
            // Nobody looks.
          }
        };
    try (BucketReader reader = reader(SampleStreams.complete().place())) {
      assertThat(
              Verification.run(
                      reader,
                      Trust.in(List.of(SampleKeys.FIRST.publicKey())),
                      Expectations.NONE,
                      listener,
                      4)
                  .verified())
          .isTrue();
    }
    assertThat(observed).isEmpty();
  }

  @Test
  void saysInOneLineWhyNothingCanBeRead() {
    S3Location location = server.location(BUCKET, "");
    try (BucketReader reader =
            S3BucketReader.with(new AccessKey("AKIAWAYBILLTEST00002", "other"), location);
        BucketReader nowhere =
            S3BucketReader.with(S3ProxyServer.accessKey(), server.location("none", ""))) {
      assertThatThrownBy(() -> reader.list("events/", object -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("InvalidAccessKeyId (status 403)")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(() -> nowhere.list("events/", object -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("NoSuchBucket");
      assertThatThrownBy(() -> nowhere.open("events/one"))
          .isInstanceOf(UnreachableException.class)
          .hasMessageContaining("NoSuchBucket");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AccessDenied, false",
    "InvalidObjectState, false",
    "InvalidAccessKeyId, true",
    "ExpiredToken, true"
  })
  void tellsWhetherOneObjectCannotBeReadOrNone(String code, boolean none) {
    byte[] answer =
        ("<Error><Code>" + code + "</Code><Message>No.</Message></Error>").getBytes(UTF_8);
    try (ScriptedS3Server scripted = new ScriptedS3Server()) {
      scripted.then(
          exchange -> {
            exchange.sendResponseHeaders(403, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
          });
      try (BucketReader reader =
          S3BucketReader.with(S3ProxyServer.accessKey(), scripted.location())) {
        assertThatThrownBy(() -> reader.open("events/one"))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(code + " (status 403)")
            .satisfies(e -> assertThat(e instanceof UnreachableException).isEqualTo(none));
      }
    }
  }

  @Test
  void goesOnWhereAConnectionBrokeOff() throws IOException {
    try (ScriptedS3Server scripted = new ScriptedS3Server()) {
      scripted
          .then(
              exchange -> {
                exchange.getResponseHeaders().set("ETag", "\"v1\"");
                exchange.sendResponseHeaders(200, 10);
                exchange.getResponseBody().write("01234".getBytes(UTF_8));
                exchange.getResponseBody().flush();
                exchange.close();
              })
          .then(
              exchange -> {
                exchange.getResponseHeaders().set("ETag", "\"v1\"");
                exchange.sendResponseHeaders(206, 5);
                exchange.getResponseBody().write("56789".getBytes(UTF_8));
                exchange.close();
              });
      try (BucketReader reader =
              S3BucketReader.with(S3ProxyServer.accessKey(), scripted.location());
          InputStream in = reader.open("events/one").orElseThrow()) {
        assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("0123456789");
      }
      assertThat(scripted.requests())
          .satisfiesExactly(
              first -> assertThat(first.headers().containsKey("Range")).isFalse(),
              second -> {
                assertThat(second.headers().getFirst("Range")).isEqualTo("bytes=5-");
                assertThat(second.headers().getFirst("If-match")).isEqualTo("\"v1\"");
              });
    }
  }

  @Test
  void neverMixesTwoVersionsOfAnObject() throws IOException {
    try (ScriptedS3Server scripted = new ScriptedS3Server()) {
      scripted.thenBreakOff().thenError(412, "PreconditionFailed", "It is another one.");
      try (BucketReader reader =
              S3BucketReader.with(S3ProxyServer.accessKey(), scripted.location());
          InputStream in = reader.open("events/one").orElseThrow()) {
        assertThatThrownBy(in::readAllBytes)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("PreconditionFailed (status 412)");
      }
    }
  }
}
