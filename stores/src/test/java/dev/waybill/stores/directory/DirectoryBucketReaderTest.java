package dev.waybill.stores.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.verify.BucketReader;
import dev.waybill.verify.BucketReaderContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBucketReaderTest extends BucketReaderContract {
  @TempDir private Path folder;

  @Override
  protected BucketReader reader(SortedMap<String, byte[]> objects) throws IOException {
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      Path file = folder.resolve(object.getKey());
      Files.createDirectories(file.resolveSibling(""));
      Files.write(file, object.getValue());
    }
    return new DirectoryBucketReader(folder);
  }

  @Test
  void followsLinksToFiles() throws IOException, InterruptedException {
    Path elsewhere = Files.write(folder.resolve("elsewhere"), new byte[] {1, 2, 3});
    Files.createSymbolicLink(
        Files.createDirectory(folder.resolve("events")).resolve("link"), elsewhere);
    Files.createSymbolicLink(folder.resolve("events/broken"), folder.resolve("nothing"));
    List<BucketReader.Listed> listed = new ArrayList<>();

    try (BucketReader reader = reader(new TreeMap<>())) {
      reader.list("events/", listed::add);

      assertThat(listed).containsExactly(new BucketReader.Listed("events/link", 3));
      assertThat(reader.open("events/link")).isPresent();
      assertThat(reader.open("events/broken")).isEmpty();
    }
  }

  @Test
  void followsNoLinksToFolders() throws IOException, InterruptedException {
    Path outside = Files.createDirectories(folder.resolve("outside/events/deep"));
    Files.write(outside.resolve("one"), new byte[1]);
    Path events = Files.createDirectories(folder.resolve("place/events"));
    Files.write(events.resolve("two"), new byte[1]);
    Files.createSymbolicLink(events.resolve("back"), events);
    Files.createSymbolicLink(events.resolve("away"), outside);
    Files.createSymbolicLink(events.resolve("self"), events.resolve("self"));
    Files.createSymbolicLink(folder.resolve("place/_waybill"), outside);
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("place"));
    List<String> listed = new ArrayList<>();

    try (BucketReader reader = new DirectoryBucketReader(link)) {
      reader.list("events/", object -> listed.add(object.key()));
      reader.list("_waybill/", object -> listed.add(object.key()));

      assertThat(listed).containsExactly("events/away", "events/back", "events/two");
      assertThat(reader.open("events/two")).isPresent();
      for (String key :
          List.of("events/away/one", "events/back/two", "events/self", "_waybill/one")) {
        assertThat(reader.open(key)).as(key).isEmpty();
      }
    }
  }

  @Test
  void isOfNoFileAndOfNothing() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> new DirectoryBucketReader(file))
        .isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> new DirectoryBucketReader(folder.resolve("none")))
        .isInstanceOf(NotDirectoryException.class);
  }
}
