package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import java.util.List;
import java.util.Optional;

/** Whose storage is set up. */
enum Provider {
  S3("S3", "s3://"),
  AZURE("Azure", "azure://", "abfss://"),
  GCS("Google Cloud Storage", "gs://", "gcs://");

  @SuppressWarnings("ImmutableEnumChecker") // List.of makes it so
  private final List<String> schemes;

  private final String title;

  Provider(String title, String... schemes) {
    this.title = title;
    this.schemes = List.of(schemes);
  }

  /** Its name for people. */
  String title() {
    return title;
  }

  /** Whose a URL is; empty if it is nobody's. */
  static Optional<Provider> ofDestination(String url) {
    for (Provider provider : values()) {
      for (String scheme : provider.schemes) {
        if (url.startsWith(scheme)) {
          return Optional.of(provider);
        }
      }
    }
    return Optional.empty();
  }

  /** Whose storage an endpoint of a GraphQL type is. */
  static Provider ofEndpoint(String type) {
    if (type.startsWith("S3")) {
      return S3;
    }
    if (type.startsWith("Adls")) {
      return AZURE;
    }
    if (type.startsWith("Gcs")) {
      return GCS;
    }
    throw new CommandFailure("There is nothing to set up for a destination of type " + type + ".");
  }
}
