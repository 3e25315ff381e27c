package dev.waybill.server.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file system in memory, mounted where only this process and those started {@link #inside} see
 * it, so that it can be filled and needs no clean-up: it ends with this process.
 */
final class SmallDisk implements AutoCloseable {
  private static final long MEBIBYTE = 1 << 20;
  private static final int TRIES = 20;

  /** As root, or as the root of a user namespace. */
  private static final List<Way> WAYS =
      List.of(
          new Way(List.of("unshare", "-m"), List.of("-m")),
          new Way(List.of("unshare", "-rm"), List.of("-U", "--preserve-credentials", "-m")));

  private final Process holder;
  private final Path mountPoint;
  private final long bytes;
  private final Way way;

  /** How to leave the namespace of mounts, and how to enter another. */
  private record Way(List<String> leave, List<String> enter) {}

  private SmallDisk(Process holder, Path mountPoint, long bytes, Way way) {
    this.holder = holder;
    this.mountPoint = mountPoint;
    this.bytes = bytes;
    this.way = way;
  }

  /**
   * Mounts a new one.
   *
   * @param mountPoint a folder that exists; it looks empty from outside
   */
  static SmallDisk mount(Path mountPoint, int mebibytes) {
    var said = new StringBuilder();
    for (Way way : WAYS) {
      List<String> command = new ArrayList<>(way.leave);
      command.addAll(
          List.of(
              "sh",
              "-c",
              "mount -t tmpfs -o size=%dm,mode=700 tmpfs '%s' && echo mounted && exec cat"
                  .formatted(mebibytes, mountPoint)));
      try {
        Process holder = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader output = holder.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        if ("mounted".equals(line)) {
          return new SmallDisk(holder, mountPoint, mebibytes * MEBIBYTE, way);
        }
        said.append(command.getFirst()).append(": ").append(line).append("; ");
        holder.destroyForcibly();
      } catch (IOException e) {
        said.append(e.getMessage()).append("; ");
      }
    }
    throw new AssertionError(
        "This test needs a small file system of its own, and may not mount one: "
            + said
            + "run it as root, or allow user namespaces (kernel.unprivileged_userns_clone=1,"
            + " kernel.apparmor_restrict_unprivileged_userns=0).");
  }

  /** Its path, where it is mounted. */
  Path mountPoint() {
    return mountPoint;
  }

  /** Put before a command, it runs where this file system is mounted. */
  List<String> inside() {
    List<String> command = new ArrayList<>(List.of("nsenter", "-t", Long.toString(holder.pid())));
    command.addAll(way.enter);
    command.add("--");
    return command;
  }

  /** A path on it, as it is seen from outside. */
  Path view(Path path) {
    return Path.of("/proc", Long.toString(holder.pid()), "root", path.toString());
  }

  /** Leaves no more room than that; what is written is not touched. */
  void leave(int kibibytes) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      FileStore store = Files.getFileStore(view(mountPoint));
      long used = store.getTotalSpace() - store.getUnallocatedSpace();
      if (resize(used + kibibytes * 1024L)) {
        return;
      }
    }
    throw new IOException("the file system grew faster than it could be filled");
  }

  /** There is as much room again as at first. */
  void free() throws IOException, InterruptedException {
    if (!resize(bytes)) {
      throw new IOException("the file system could not be made larger");
    }
  }

  private boolean resize(long size) throws IOException, InterruptedException {
    List<String> command = inside();
    command.addAll(List.of("mount", "-o", "remount,size=" + size, mountPoint.toString()));
    return new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  @Override
  public void close() {
    try {
      holder.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    holder.onExit().join();
  }
}
