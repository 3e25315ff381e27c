package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Authentication;
import java.util.Arrays;
import java.util.Optional;

/** What destinations there are: a provider, and a way to authenticate there. */
public enum DestinationKind {
  S3_ACCESS_KEY("s3AccessKey", "S3 with an access key"),
  S3_ASSUMED_ROLE("s3AssumedRole", "S3 with an assumed role"),
  ADLS_SAS_TOKEN("adlsSasToken", "Azure with a SAS token"),
  ADLS_ENTRA_APP("adlsEntraApp", "Azure with the service's application"),
  GCS("gcs", "Google Cloud Storage with the service's own service account"),
  GCS_SERVICE_ACCOUNT_KEY(
      "gcsServiceAccountKey", "Google Cloud Storage with a service account's key"),
  DIRECTORY("directory", "a directory");

  private final String field;
  private final String words;

  DestinationKind(String field, String words) {
    this.field = requireNonNull(field, "field is null");
    this.words = requireNonNull(words, "words is null");
  }

  /** The kind that is named so; empty if there is none. */
  public static Optional<DestinationKind> ofField(String field) {
    return Arrays.stream(values()).filter(kind -> kind.field.equals(field)).findFirst();
  }

  /** The kind of an integration's destination. */
  public static DestinationKind of(StorageIntegration integration) {
    return switch (integration.authentication()) {
      case Authentication.AccessKey() -> S3_ACCESS_KEY;
      case Authentication.AssumedRole _ -> S3_ASSUMED_ROLE;
      case Authentication.SharedAccessSignature _ -> ADLS_SAS_TOKEN;
      case Authentication.EntraApplication _ -> ADLS_ENTRA_APP;
      case Authentication.GoogleGrant() -> GCS;
      case Authentication.ServiceAccountKey _ -> GCS_SERVICE_ACCOUNT_KEY;
      case Authentication.None() -> DIRECTORY;
    };
  }

  /** By which mutations of storage integrations name it. */
  public String field() {
    return field;
  }

  /** As the end of a sentence. */
  String words() {
    return words;
  }
}
