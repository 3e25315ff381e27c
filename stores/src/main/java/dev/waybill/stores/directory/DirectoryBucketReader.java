package dev.waybill.stores.directory;

import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A directory, which may be a copy of a bucket. Files are objects, and so are links to files;
 * nothing else in it is. Links to folders are not followed, since they may lead anywhere, and back.
 */
public final class DirectoryBucketReader implements BucketReader {
  /** More would seldom be faster, and each takes memory. */
  private static final int MOST_AT_A_TIME = 8;

  private final Path root;

  /**
   * @throws NotDirectoryException if there is no such directory
   */
  public DirectoryBucketReader(Path root) throws NotDirectoryException {
    if (!Files.isDirectory(root)) {
      throw new NotDirectoryException(root.toString());
    }
    this.root = root;
  }

  @Override
  public void list(String prefix, Visitor visitor) throws IOException, InterruptedException {
    if (hasFolder(prefix)) {
      listFolder(root.resolve(prefix), prefix, visitor);
    }
  }

  @Override
  public Optional<InputStream> open(String key) throws IOException {
    Path file = root.resolve(key);
    Optional<BasicFileAttributes> attributes = attributes(file);
    try {
      return attributes.isPresent()
              && attributes.get().isRegularFile()
              && hasFolder(key.substring(0, key.lastIndexOf('/') + 1))
          ? Optional.of(Files.newInputStream(file))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public int parallelism() {
    return Math.min(Runtime.getRuntime().availableProcessors(), MOST_AT_A_TIME);
  }

  @Override
  public void close() {
    // Nothing is held open between calls.
  }

  /**
   * A file or folder.
   *
   * @param name a folder's ends with a slash, so that it sorts as the keys below it do
   */
  private record Entry(Path path, String name, boolean folder, long bytes) {}

  private static void listFolder(Path folder, String prefix, Visitor visitor)
      throws IOException, InterruptedException {
    for (Entry entry : entries(folder)) {
      if (entry.folder()) {
        listFolder(entry.path(), prefix + entry.name(), visitor);
      } else {
        visitor.visit(new Listed(prefix + entry.name(), entry.bytes()));
      }
    }
  }

  /** Whether a folder of the place is there, without links on the way from the place itself. */
  private boolean hasFolder(String prefix) {
    Path at = root;
    for (Path name : Path.of(prefix)) {
      at = at.resolve(name);
      if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  private static List<Entry> entries(Path folder) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder)) {
      for (Path path : paths) {
        String name = String.valueOf(path.getFileName());
        attributes(path)
            .ifPresent(
                is -> {
                  if (is.isDirectory() && !Files.isSymbolicLink(path)) {
                    entries.add(new Entry(path, name + "/", true, 0));
                  } else if (is.isDirectory() || is.isRegularFile()) {
                    entries.add(new Entry(path, name, false, is.size()));
                  }
                });
      }
    } catch (NoSuchFileException e) {
      return List.of(); // removed meanwhile
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  /** Empty if nothing is there, also because what should be its folder is a file. */
  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (isBelowAFile(path) || leadsNowhere(path, e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Such as a link to itself. */
  private static boolean leadsNowhere(Path path, FileSystemException e) {
    return Files.isSymbolicLink(path) && !(e instanceof AccessDeniedException);
  }

  private static boolean isBelowAFile(Path path) {
    for (Path at = path.getParent(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at)) {
        return true;
      }
    }
    return false;
  }
}
