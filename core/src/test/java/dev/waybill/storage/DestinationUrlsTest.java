package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Places of Azure and Google as people copy them. */
class DestinationUrlsTest {
  @ParameterizedTest
  @CsvSource({
    "azure://acme.blob.core.windows.net/audit, azure://acme.blob.core.windows.net/audit",
    "azure://acme.blob.core.windows.net/audit/, azure://acme.blob.core.windows.net/audit",
    "azure://ACME.Blob.core.windows.net/audit/a/b/, azure://acme.blob.core.windows.net/audit/a/b",
    "azure://acme.dfs.core.windows.net/audit/a, azure://acme.blob.core.windows.net/audit/a",
    "azure://acme.z12.blob.storage.azure.net/audit, azure://acme.z12.blob.storage.azure.net/audit",
    "abfss://audit@acme.dfs.core.windows.net, azure://acme.blob.core.windows.net/audit",
    "abfss://audit@acme.dfs.core.windows.net/a@b, azure://acme.blob.core.windows.net/audit/a@b",
    "abfss://audit@acme.z3.dfs.storage.azure.net/, azure://acme.z3.blob.storage.azure.net/audit"
  })
  void ofAzureAreRead(String url, String place) {
    assertThat(AzureLocation.parse(url)).hasToString(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "azure://",
        "azure://acme.blob.core.windows.net",
        "azure://acme.blob.core.windows.net/",
        "azure://acme.blob.core.windows.net//a",
        "azure://acme.blob.core.windows.net/audit/a//b",
        "azure://acme.blob.core.windows.net/audit/../b",
        "azure://acme.blob.core.windows.net/audit?sv=1&sig=hush",
        "azure://acme.blob.core.windows.net/audit/a?sv=1&sig=hush",
        "azure://acme.blob.core.windows.net/audit#hush",
        "azure://acme.blob.core.windows.net:443/audit",
        "azure://user@acme.blob.core.windows.net/audit",
        "azure://acme.example.com/audit",
        "azure://blob.core.windows.net/audit",
        "azure://a.b.blob.core.windows.net/audit",
        "azure://acme.blob.core.windows.net.example.com/audit",
        "azure://acme.blob.core.windows.net/Audit",
        "https://acme.blob.core.windows.net/audit",
        "abfss://acme.dfs.core.windows.net/audit",
        "abfss://audit@",
        "abfss://@acme.dfs.core.windows.net",
        "abfss://audit@acme.dfs.core.windows.net?sig=hush",
        "s3://bucket/p"
      })
  void thatAreNoneOfAzuresAreRefusedUnquoted(String url) {
    InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> AzureLocation.parse(url));

    assertThat(refused.field()).isEqualTo("destination");
    assertThat(refused.getMessage()).doesNotContain("hush");
  }

  @Test
  void ofGoogleAreReadInBothForms() {
    assertThat(GcsLocation.parse("gs://acme-audit/a/b/")).hasToString("gs://acme-audit/a/b");
    assertThat(GcsLocation.parse("gcs://acme-audit")).hasToString("gs://acme-audit");
    assertThat(GcsLocation.parse("gs://acme-audit/a?b#c")).hasToString("gs://acme-audit/a?b#c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gs://",
        "gs:///a",
        "gs://Acme",
        "gs://acme/a//b",
        "gs://acme/..",
        "gs://acme/a\nb",
        "s3://acme",
        "acme"
      })
  void thatAreNoneOfGooglesAreRefused(String url) {
    InvalidInput refused = catchThrowableOfType(InvalidInput.class, () -> GcsLocation.parse(url));

    assertThat(refused.field()).isEqualTo("destination");
  }
}
