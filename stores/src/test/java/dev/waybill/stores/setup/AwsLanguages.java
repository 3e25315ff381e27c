package dev.waybill.stores.setup;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code .ci/aws-languages} brings. */
public final class AwsLanguages {
  private static final Path FOLDER = Path.of("../target/aws-languages");

  private AwsLanguages() {}

  /** A folder of node's packages. */
  public static Path modules() {
    Path modules = FOLDER.resolve("node_modules").toAbsolutePath().normalize();
    if (!Files.isDirectory(modules)) {
      throw new IllegalStateException("The packages are not there: run .ci/aws-languages once.");
    }
    return modules;
  }
}
