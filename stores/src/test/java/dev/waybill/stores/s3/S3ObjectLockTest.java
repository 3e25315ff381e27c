package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A bucket with Object Lock takes no body without a checksum that a header names. */
class S3ObjectLockTest {
  private static final ObjectKey KEY = new ObjectKey("events/one");

  private final LockedBucket http = new LockedBucket();

  @ParameterizedTest
  @ValueSource(strings = {"", "https://s3.example.com", "http://s3.example.com:9000"})
  void takesSmallAndLargeObjects(String endpoint) {
    byte[] large = new byte[S3Settings.DEFAULTS.partBytes() + 1];
    try (S3Stores stores =
            new S3Stores(
                TestSettings.forLoopback(),
                http,
                ServiceIdentity.of(RoleSettings.DEFAULTS, TestSettings.TIME),
                TestSettings.TIME);
        ObjectStore store = stores.open(location(endpoint), new AccessKey("AKEXAMPLE", "secret"));
        ObjectUpload upload = store.begin(KEY)) {
      assertThat(store.put(KEY, new byte[] {1})).isEqualTo(new PutOutcome.Stored());
      upload.write(large, 0, large.length);
      assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
    }
    assertThat(http.bodies).as("one object and two parts").hasSize(3);
  }

  private static S3Location location(String endpoint) {
    return new S3Location(
        "audit-events",
        new StoragePath("p"),
        "eu-central-1",
        Optional.of(endpoint).filter(url -> !url.isEmpty()).map(URI::create),
        /* pathStyle= */ !endpoint.isEmpty());
  }

  /** Refuses what such a bucket refuses, in its words. */
  private static final class LockedBucket implements SdkHttpClient {
    private static final String REFUSAL =
        "<Error><Code>InvalidRequest</Code><Message>Content-MD5 OR x-amz-checksum- HTTP header is"
            + " required for Put Object requests with Object Lock parameters</Message></Error>";
    private static final String STARTED =
        "<InitiateMultipartUploadResult><UploadId>upload-1</UploadId>"
            + "</InitiateMultipartUploadResult>";

    private final List<SdkHttpRequest> bodies = new ArrayList<>();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return answer(request.httpRequest());
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}

    private HttpExecuteResponse answer(SdkHttpRequest request) {
      if (request.method() == SdkHttpMethod.PUT) {
        bodies.add(request);
        return hasChecksum(request) ? send(200, "") : send(400, REFUSAL);
      }
      return send(200, request.rawQueryParameters().containsKey("uploads") ? STARTED : "<Done/>");
    }

    private static boolean hasChecksum(SdkHttpRequest request) {
      return request.headers().keySet().stream()
          .anyMatch(
              name ->
                  name.equalsIgnoreCase("Content-MD5") || name.startsWith("x-amz-checksum-crc32c"));
    }

    private static HttpExecuteResponse send(int status, String body) {
      return HttpExecuteResponse.builder()
          .response(SdkHttpResponse.builder().statusCode(status).putHeader("ETag", "e").build())
          .responseBody(
              AbortableInputStream.create(
                  new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
          .build();
    }
  }
}
