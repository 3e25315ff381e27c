package dev.waybill.server.powercut;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Knows of each file below a folder what is on stable storage: its content as it was at its last
 * sync, its name if the folder was synced after it got it. What is done through {@link #root} is
 * seen; what others do to files (SQLite, with system calls of its own) is taken for stable, since
 * they sync it themselves.
 */
public final class VolatileDisk {
  /** What a power cut leaves of what was not synced; a real disk does something in between. */
  public enum Loss {
    /** Neither contents nor names. */
    EVERYTHING,
    /** Names, but not the contents behind them: files are empty, or as they were at their sync. */
    CONTENTS,
    /** All is there, as after the end of the process alone. */
    NOTHING
  }

  /** What is behind a name; the folder's own if it has no content. */
  private static final class Node {
    private final boolean folder;
    private Optional<byte[]> synced = Optional.empty();

    private Node(boolean folder) {
      this.folder = folder;
    }
  }

  private final Path real;
  private final Map<Path, Node> names = new TreeMap<>();
  private final Map<Path, Node> syncedNames = new HashMap<>();
  private Consumer<String> watcher = _ -> {};

  /**
   * @param real a folder that is there and empty
   */
  public VolatileDisk(Path real) {
    this.real = real.toAbsolutePath().normalize();
  }

  /** The folder; what is done by this path, and those made from it, is seen. */
  public Path root() {
    return new WatchedFileSystem(this).watched(real);
  }

  /** Is told of each operation after it was done. */
  public void tell(Consumer<String> whom) {
    watcher = whom;
  }

  void created(Path path, boolean folder) {
    names.put(path, new Node(folder));
    watcher.accept("create " + real.relativize(path));
  }

  void written(Path path) {
    watcher.accept("write " + real.relativize(path));
  }

  void moved(Path from, Path to) {
    names.put(to, Objects.requireNonNull(names.remove(from), "what is moved was made"));
    watcher.accept("move " + real.relativize(from) + " to " + real.relativize(to));
  }

  void deleted(Path path) {
    names.remove(path);
    watcher.accept("delete " + real.relativize(path));
  }

  void synced(Path path) {
    Node node = names.get(path);
    if (node == null || node.folder) {
      syncedNames.keySet().removeIf(name -> path.equals(name.getParent()));
      names.forEach(
          (name, named) -> {
            if (path.equals(name.getParent())) {
              syncedNames.put(name, named);
            }
          });
    } else {
      node.synced = Optional.of(content(path));
    }
    watcher.accept("sync " + real.relativize(path));
  }

  /** Makes a folder as the disk would be found after a power cut now. */
  public void cutPower(Loss loss, Path into) {
    try {
      Files.createDirectories(into);
      for (Map.Entry<Path, Node> entry :
          new TreeMap<>(loss == Loss.EVERYTHING ? syncedNames : names).entrySet()) {
        Path copy = into.resolve(real.relativize(entry.getKey()).toString());
        if (!Files.isDirectory(Objects.requireNonNull(copy.getParent(), "below the folder"))) {
          continue; // its folder is lost
        }
        if (entry.getValue().folder) {
          Files.createDirectory(copy);
        } else {
          Files.write(copy, left(loss, entry.getKey(), entry.getValue()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] left(Loss loss, Path path, Node node) {
    return switch (loss) {
      case NOTHING -> content(path);
      case CONTENTS, EVERYTHING -> node.synced.orElseGet(() -> new byte[0]);
    };
  }

  private static byte[] content(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
