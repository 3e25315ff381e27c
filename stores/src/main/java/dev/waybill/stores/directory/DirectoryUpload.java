package dev.waybill.stores.directory;

import static java.util.Objects.checkFromIndexSize;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Written to a file in the spool, which gets its name when it is whole and durable. */
final class DirectoryUpload implements ObjectUpload {
  /** The JDK copies each write through native memory of the same size. */
  static final int MOST_PER_WRITE = 64 * 1024;

  /** Of the service's user and group; audit events are not for everybody on the machine. */
  private static final FileAttribute<Set<PosixFilePermission>> FILE_MODE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));

  private static final Logger log = LoggerFactory.getLogger(DirectoryUpload.class);

  private final Path root;
  private final Path target;
  private final Path file;
  private final FileChannel channel;
  private boolean ended;

  private DirectoryUpload(Path root, Path target, Path file, FileChannel channel) {
    this.root = root;
    this.target = target;
    this.file = file;
    this.channel = channel;
  }

  static DirectoryUpload to(Path root, Path target, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE_MODE);
    return new DirectoryUpload(root, target, file, channel);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    try {
      for (int at = offset; at < offset + length; at += MOST_PER_WRITE) {
        ByteBuffer slice =
            ByteBuffer.wrap(bytes, at, Math.min(MOST_PER_WRITE, offset + length - at));
        while (slice.hasRemaining()) {
          channel.write(slice);
        }
      }
    } catch (IOException e) {
      ended = true;
      throw new FailureException(DirectoryFailures.of(root, e), e);
    }
  }

  @Override
  public PutOutcome finish() {
    requireOpen();
    ended = true;
    try {
      channel.force(true);
      channel.close(); // tells of writes that failed late, as those of NFS may
    } catch (IOException e) {
      return new PutOutcome.Refused(DirectoryFailures.of(root, e));
    }
    try (Way from = Way.to(root, file.resolveSibling(""), Way.PRIVATE);
        Way to = Way.to(root, target.resolveSibling(""), Way.SHARED)) {
      return link(from, to);
    } catch (IOException e) {
      return new PutOutcome.Refused(DirectoryFailures.of(root, e));
    }
  }

  @Override
  public void close() {
    ended = true;
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("could not remove {}: {}", file, e.toString());
    }
  }

  private PutOutcome link(Way from, Way to) {
    PutOutcome outcome;
    try {
      from.link(file, to, target);
      outcome = new PutOutcome.Stored();
    } catch (FileAlreadyExistsException e) {
      try {
        outcome = isLinked() ? new PutOutcome.Stored() : new PutOutcome.AlreadyThere();
      } catch (IOException unseen) {
        return new PutOutcome.Unknown(DirectoryFailures.unseen(target, unseen));
      }
    } catch (IOException e) {
      Failure failure = DirectoryFailures.of(root, e);
      return DirectoryFailures.leaveDoubt(e)
          ? new PutOutcome.Unknown(failure)
          : new PutOutcome.Refused(failure);
    }
    try {
      // Also of a name that was there: who created it may have crashed before this line.
      to.force();
      return outcome;
    } catch (IOException e) {
      return new PutOutcome.Unknown(DirectoryFailures.of(root, e));
    }
  }

  /** NFS sends a request again if the answer was lost, and is told then that the name is taken. */
  private boolean isLinked() throws IOException {
    Object key = fileKey(file);
    return key != null && key.equals(fileKey(target));
  }

  private static @Nullable Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the upload of " + target + " has ended");
    }
  }
}
