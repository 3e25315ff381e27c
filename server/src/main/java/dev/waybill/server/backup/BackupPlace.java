package dev.waybill.server.backup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Where backups may be written. */
final class BackupPlace {
  private static final String FIELD = "directory";

  /** For what grows while the copy is made, and so that the disk is not filled to the brim. */
  private static final long MARGIN = 256L << 20;

  private final BackupSources sources;
  private final List<Path> taken;
  private final Room room;

  /** Bytes that can still be written to the disk on which that is. */
  interface Room {
    long of(Path existing) throws IOException;
  }

  /**
   * @param taken folders in which there must be none, beside the data directory
   */
  BackupPlace(BackupSources sources, List<Path> taken) {
    this(sources, taken, existing -> Files.getFileStore(existing).getUsableSpace());
  }

  BackupPlace(BackupSources sources, List<Path> taken, Room room) {
    this.sources = requireNonNull(sources, "sources is null");
    this.room = requireNonNull(room, "room is null");
    this.taken = Stream.concat(Stream.of(sources.directory().path()), taken.stream()).toList();
  }

  /**
   * @throws InvalidInput if there can be no backup
   */
  BackupFolder check(String directory) {
    Path path = parse(directory);
    try {
      for (Path other : taken) {
        requireApart(real(path), real(other.toAbsolutePath().normalize()));
      }
      requireEmpty(path);
      requireSpace(path);
    } catch (IOException e) {
      throw refusal("%s cannot be used (%s)".formatted(path, e));
    }
    return new BackupFolder(path);
  }

  private static Path parse(String directory) {
    try {
      Path path = Path.of(directory);
      if (path.isAbsolute()) {
        return path.normalize();
      }
    } catch (InvalidPathException e) {
      // Refused like any other that is no path.
    }
    throw new InvalidInput(
        FIELD, "directory is the absolute path of a folder on the server's machine.");
  }

  /** Without links, as far as it exists. */
  private static Path real(Path path) throws IOException {
    Path existing = existing(path);
    return existing.toRealPath().resolve(existing.relativize(path));
  }

  private static void requireApart(Path one, Path other) {
    if (one.startsWith(other) || other.startsWith(one)) {
      throw refusal("%s and %s must not lie in each other".formatted(one, other));
    }
  }

  private static void requireEmpty(Path path) throws IOException {
    Path existing = existing(path);
    if (!Files.isDirectory(existing)) {
      throw refusal(existing + " is not a folder");
    }
    if (!Files.isWritable(existing)) {
      throw refusal("the server's user may not write to " + existing);
    }
    if (!existing.equals(path)) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw refusal(path + " is not empty; what an unfinished backup left there can be deleted");
      }
    }
  }

  /**
   * On the data's own disk the log's files are linked, not copied, and so much must be left that it
   * still takes events.
   */
  private void requireSpace(Path path) throws IOException {
    Path existing = existing(path);
    boolean own =
        Files.getFileStore(existing).equals(Files.getFileStore(sources.directory().log()));
    long needed =
        Files.size(sources.directory().controlPlane())
            + (own ? sources.log().reserve() : sources.log().statistics().bytesOnDisk())
            + MARGIN;
    long free = room.of(existing);
    if (free < needed) {
      throw refusal(
          "the disk of %s has %d MiB free, and the backup may take %d MiB%s: make room there"
              .formatted(
                  path, free >> 20, needed >> 20, own ? ", what data.reserve keeps included" : ""));
    }
  }

  private static Path existing(Path path) {
    Path found = path;
    while (!Files.exists(found)) {
      found = Objects.requireNonNull(found.getParent(), "the root exists");
    }
    return found;
  }

  private static InvalidInput refusal(String why) {
    return new InvalidInput(FIELD, "No backup there: " + why + ", or give another folder.");
  }
}
