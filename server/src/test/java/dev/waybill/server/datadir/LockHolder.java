package dev.waybill.server.datadir;

import java.io.IOException;
import java.nio.file.Path;

/** A process that uses a data directory until its input ends. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] args) throws IOException {
    try (DataDirectory directory = DataDirectory.open(Path.of(args[0]))) {
      System.out.println("holding " + directory.path());
      while (System.in.read() >= 0) {}
    }
  }
}
