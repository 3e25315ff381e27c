package dev.waybill.stores.directory;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Path;

/** The spool is not the service's alone, so that others could exchange what is written there. */
final class SpoolNotPrivateException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String folder;

  SpoolNotPrivateException(Path folder) {
    super(folder + " is not private");
    this.folder = folder.toString();
  }

  String folder() {
    return folder;
  }
}
