package dev.waybill.stores.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir private Path root;

  /** Far from the file system's clock, as that may be from ours. */
  private final SettableTime time = new SettableTime(Instant.parse("2126-11-20T14:00:00Z"));

  private final AtomicLong ids = new AtomicLong();
  private Path folder = Path.of("");

  @BeforeEach
  void make() throws IOException {
    folder = Files.createDirectory(root.resolve(Spool.NAME));
  }

  @Test
  void removesWhatAnEarlierProcessLeftBehindADayAgo() throws IOException {
    Path old = aged("old.part", Duration.ofHours(25));
    Path recent = aged("recent.part", Duration.ofHours(23));
    Path foreign = aged("notes.txt", Duration.ofDays(9));

    spool().cleanOnceADay();

    assertThat(old).doesNotExist();
    assertThat(recent).exists();
    assertThat(foreign).exists();
    assertThat(names()).hasSize(2);
  }

  @Test
  void keepsAFileOfItsOwnHoweverOldItLooks() throws IOException {
    Spool spool = spool();
    try (SpoolFile _ = spool.newFile()) {
      Path live = folder.resolve(names().getFirst());
      age(live, Duration.ofDays(400));
      time.advance(Duration.ofDays(2));

      spool.cleanOnceADay();

      assertThat(live).exists();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void removesOnceADayWhileItRuns() throws IOException {
    Spool spool = spool();
    spool.newFile().close();
    Path old = aged("old.part", Duration.ofHours(25));

    time.advance(Duration.ofHours(23));
    spool.newFile().close();
    assertThat(old).exists();

    time.advance(Duration.ofHours(2));
    spool.newFile().close();
    assertThat(old).doesNotExist();
  }

  @Test
  void leavesLinksAlone(@TempDir Path elsewhere) throws IOException {
    Path victim = Files.writeString(elsewhere.resolve("victim"), "untouched");
    age(victim, Duration.ofDays(9));
    Path link = Files.createSymbolicLink(folder.resolve("link.part"), victim);

    spool().cleanOnceADay();

    assertThat(link).isSymbolicLink();
    assertThat(victim).hasContent("untouched");
  }

  @Test
  void writesThroughNoLinkUnderTheNameOfItsNextFile(@TempDir Path elsewhere) throws IOException {
    Path victim = Files.writeString(elsewhere.resolve("victim"), "untouched");
    Spool spool = spool();
    spool.cleanOnceADay();
    UUID ours = new UUID(0, 1);
    UUID next = new UUID(0, ids.get() + 1);
    Path link = Files.createSymbolicLink(folder.resolve(ours + "." + next + ".part"), victim);

    assertThatThrownBy(spool::newFile)
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(link.toString());
    assertThat(victim).hasContent("untouched");
  }

  @Test
  void takesFromOthersTheRightToWriteThere() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx---"));

    spool().newFile().close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  private Spool spool() {
    return new Spool(root, time, () -> new UUID(0, ids.incrementAndGet()));
  }

  private Path aged(String name, Duration age) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "half");
    age(file, age);
    return file;
  }

  /** By the file system's clock. */
  private static void age(Path file, Duration age) throws IOException {
    Path fresh = Files.createTempFile(file.resolveSibling(""), "now", "");
    Instant now = Files.getLastModifiedTime(fresh).toInstant();
    Files.delete(fresh);
    Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
