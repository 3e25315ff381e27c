package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Checksum;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Which checksum travels, so that a body is hashed once and every kind of store knows it. */
class S3IntegrityTest {
  private static final String HASH = "x-amz-content-sha256";
  private static final byte[] NUMBERS = "123456789".getBytes(StandardCharsets.US_ASCII);

  @Test
  void sendsCrc32cToAws() {
    SdkHttpRequest request = put(Optional.empty());

    assertThat(request.getUri())
        .hasToString("https://audit-events.s3.eu-central-1.amazonaws.com/p/events/one");
    assertThat(request.firstMatchingHeader("x-amz-checksum-crc32c")).contains("4waSgw==");
    assertThat(request.firstMatchingHeader(HASH)).contains("UNSIGNED-PAYLOAD");
    assertThat(request.firstMatchingHeader("Content-MD5")).isEmpty();
  }

  @Test
  void sendsMd5ToOtherStoresOverTls() {
    SdkHttpRequest request = put(Optional.of("https://s3.example.com"));

    assertThat(request.firstMatchingHeader("Content-MD5")).contains("JfnnlDI7RTiF9RgfG2JNCw==");
    assertThat(request.firstMatchingHeader(HASH)).contains("UNSIGNED-PAYLOAD");
    assertNoTrailer(request);
  }

  @Test
  void signsTheBodyWithoutTlsAndSendsMd5() {
    SdkHttpRequest request = put(Optional.of("http://s3.example.com:9000"));

    assertThat(request.firstMatchingHeader(HASH))
        .contains("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
    assertThat(request.firstMatchingHeader("Content-MD5")).contains("JfnnlDI7RTiF9RgfG2JNCw==");
    assertNoTrailer(request);
  }

  @Test
  void signsTheBodyOverTlsForAStoreThatKnowsNoMd5() {
    SdkHttpRequest request =
        put(
            Optional.of("https://s3.example.com"),
            S3Abilities.UNKNOWN.with(S3Checksum.SIGNED_BODY));

    assertThat(request.firstMatchingHeader(HASH))
        .contains("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
    assertThat(request.firstMatchingHeader("Content-MD5")).isEmpty();
    assertNoTrailer(request);
  }

  private static void assertNoTrailer(SdkHttpRequest request) {
    assertThat(request.firstMatchingHeader("x-amz-trailer")).isEmpty();
    assertThat(request.firstMatchingHeader("Content-Encoding")).isEmpty();
    assertThat(request.headers().keySet()).noneMatch(name -> name.startsWith("x-amz-checksum"));
    assertThat(request.firstMatchingHeader("Content-Length")).contains("9");
  }

  private static SdkHttpRequest put(Optional<String> endpoint) {
    return put(endpoint, S3Abilities.UNKNOWN);
  }

  private static SdkHttpRequest put(Optional<String> endpoint, S3Abilities abilities) {
    RecordingHttpClient http = new RecordingHttpClient();
    S3Location location =
        new S3Location(
                "audit-events",
                new StoragePath("p"),
                "eu-central-1",
                endpoint.map(URI::create),
                /* pathStyle= */ endpoint.isPresent())
            .with(abilities);
    try (S3Stores stores =
            new S3Stores(
                TestSettings.forLoopback(),
                http,
                ServiceIdentity.of(RoleSettings.DEFAULTS, TestSettings.TIME),
                TestSettings.TIME);
        ObjectStore store = stores.open(location, new AccessKey("AKEXAMPLE", "secret"))) {
      assertThat(store.put(new ObjectKey("events/one"), NUMBERS))
          .isEqualTo(new PutOutcome.Stored());
    }
    assertThat(http.requests).hasSize(1);
    return http.requests.getFirst();
  }

  /** Finds everything right and sends nothing. */
  private static final class RecordingHttpClient implements SdkHttpClient {
    private final List<SdkHttpRequest> requests = new ArrayList<>();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      requests.add(request.httpRequest());
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(200).build())
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
