package dev.waybill.server.powercut;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent.Kind;
import java.nio.file.WatchEvent.Modifier;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A path of a {@link WatchedFileSystem}; its text is that of the real one. */
final class WatchedPath implements Path {
  private final WatchedFileSystem fileSystem;
  private final Path real;

  WatchedPath(WatchedFileSystem fileSystem, Path real) {
    this.fileSystem = fileSystem;
    this.real = real;
  }

  /** The path of the machine's own file system. */
  static Path real(Path path) {
    if (path instanceof WatchedPath watched) {
      return watched.real;
    }
    throw new ProviderMismatchException();
  }

  private static Path realOfAny(Path path) {
    return path instanceof WatchedPath watched ? watched.real : path;
  }

  private Path watched(Path path) {
    return new WatchedPath(fileSystem, path);
  }

  private @Nullable Path watchedIfThere(@Nullable Path path) {
    return path == null ? null : watched(path);
  }

  @Override
  public FileSystem getFileSystem() {
    return fileSystem;
  }

  @Override
  public boolean isAbsolute() {
    return real.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return watchedIfThere(real.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return watchedIfThere(real.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return watchedIfThere(real.getParent());
  }

  @Override
  public int getNameCount() {
    return real.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return watched(real.getName(index));
  }

  @Override
  public Path subpath(int begin, int end) {
    return watched(real.subpath(begin, end));
  }

  @Override
  public boolean startsWith(Path other) {
    return real.startsWith(realOfAny(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return real.endsWith(realOfAny(other));
  }

  @Override
  public Path normalize() {
    return watched(real.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return watched(real.resolve(realOfAny(other)));
  }

  @Override
  public Path relativize(Path other) {
    return watched(real.relativize(realOfAny(other)));
  }

  @Override
  public URI toUri() {
    return real.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return watched(real.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return watched(real.toRealPath(options));
  }

  @Override
  public File toFile() {
    return real.toFile();
  }

  @Override
  public WatchKey register(WatchService watcher, Kind<?>[] events, Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return real.compareTo(realOfAny(other));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WatchedPath watched && real.equals(watched.real);
  }

  @Override
  public int hashCode() {
    return real.hashCode();
  }

  @Override
  public String toString() {
    return real.toString();
  }
}
