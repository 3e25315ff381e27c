package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What to do about a store that does not know the request which puts an object. */
class UnsupportedTest {
  @ParameterizedTest
  @ValueSource(strings = {"if-none-match", "content-md5", ""})
  void advisesAnotherTestOnceNoMarkerAnswersFirst(String header) {
    assertThat(refusal(at("https://s3.example.com"), header).advice())
        .startsWith(
            "Remove p/.waybill.export.log from the bucket, if it is there, and test the"
                + " connection; if that fails, too, use ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"if-none-match", "x-amz-checksum-crc32c", ""})
  void advisesToLookInBetweenWhereAwsItselfSeemsNotToKnow(String header) {
    assertThat(refusal(amazons(), header).advice())
        .contains("proxy or gateway")
        .doesNotContain("connection")
        .isEqualTo(refusal(at("https://s3.eu-west-1.amazonaws.com"), header).advice());
  }

  @Test
  void saysNothingAboutAnotherAnswer() {
    assertThat(new Unsupported(amazons()).failure(answer("InvalidRequest", ""))).isEmpty();
  }

  private static Failure refusal(S3Location location, String header) {
    return new Unsupported(location).failure(answer("NotImplemented", header)).orElseThrow();
  }

  private static S3Answer answer(String code, String header) {
    return new S3Answer(
        501,
        code,
        "Some words.",
        Optional.empty(),
        Optional.of(header).filter(name -> !name.isEmpty()),
        Optional.empty());
  }

  private static S3Location amazons() {
    return new S3Location("bucket", new StoragePath("p"), "us-east-1", Optional.empty(), false);
  }

  private static S3Location at(String endpoint) {
    return new S3Location(
        "bucket", new StoragePath("p"), "us-east-1", Optional.of(URI.create(endpoint)), true);
  }
}
