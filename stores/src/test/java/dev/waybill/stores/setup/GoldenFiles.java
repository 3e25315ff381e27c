package dev.waybill.stores.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Documents as they were looked at. To make them again: {@code ./mvnw -pl stores -am test
 * -Dtest=SetupDocumentsTest -Dsurefire.failIfNoSpecifiedTests=false -Dwaybill.write=true}
 */
public final class GoldenFiles {
  private static final Path FOLDER = Path.of("src/test/resources/setup");

  private GoldenFiles() {}

  /** The file's content; first it is written anew if that is wanted. */
  public static String read(String name, String text) {
    try {
      if (Boolean.getBoolean("waybill.write")) {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(name), text);
      }
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path path(String name) {
    return FOLDER.resolve(name).toAbsolutePath();
  }
}
