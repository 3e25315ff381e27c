package dev.waybill.stores.gcs;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** The service's own identity at Google Cloud, which customers grant. */
public sealed interface GoogleIdentity {
  /** A file of Google's: a service account's key, or how to exchange another platform's tokens. */
  record File(Path path) implements GoogleIdentity {
    public File {
      requireNonNull(path, "path is null");
    }
  }

  /** What the machine in Google Cloud, or the environment, has. */
  record Environment() implements GoogleIdentity {}
}
