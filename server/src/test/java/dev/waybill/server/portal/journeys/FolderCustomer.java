package dev.waybill.server.portal.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Has a folder of the service's machine. */
final class FolderCustomer implements Customer {
  private final Path home;

  /**
   * @param home of the tenant
   */
  FolderCustomer(Path home) {
    this.home = home;
  }

  @Override
  public String storage() {
    return "A folder of this service";
  }

  @Override
  public SequencedMap<String, String> place(String folder) {
    SequencedMap<String, String> place = new LinkedHashMap<>();
    place.put("Folder (optional)", folder);
    return place;
  }

  @Override
  public void letIn(Person person, String folder) {
    Path inTheWay = block(folder);
    person.press("Test and go on").sees("The test failed").reads("Move it away");

    unblock(inTheWay);
    person.press("Test again");
  }

  /** Puts a file where a folder is to be. */
  Path block(String folder) {
    Path file = home.resolve(folder);
    try {
      Files.createDirectories(file.getParent());
      return Files.createFile(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void unblock(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public SortedMap<String, byte[]> objects() {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        objects.put(home.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return objects;
  }
}
