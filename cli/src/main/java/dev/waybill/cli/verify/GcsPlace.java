package dev.waybill.cli.verify;

import dev.waybill.stores.gcs.GcsBucketReader;
import dev.waybill.stores.gcs.GcsFolder;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A folder of Google Cloud Storage. */
final class GcsPlace {
  /** Google's libraries do not log by SLF4J, and would write on the user's terminal. */
  private static final Logger GOOGLE = Logger.getLogger("com.google");

  private GcsPlace() {}

  static BucketReader open(GcsFolder folder) throws IOException {
    GOOGLE.setLevel(Level.OFF);
    return GcsBucketReader.withOwnCredentials(folder);
  }
}
