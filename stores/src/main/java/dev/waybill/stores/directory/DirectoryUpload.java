package dev.waybill.stores.directory;

import static java.util.Objects.checkFromIndexSize;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Written to a file in the spool, which gets its name when it is whole and durable. */
final class DirectoryUpload implements ObjectUpload {
  /** The JDK copies each write through native memory of the same size. */
  static final int MOST_PER_WRITE = 64 * 1024;

  private final Path root;
  private final Path target;
  private final SpoolFile file;
  private boolean ended;

  /**
   * @param file closed with the upload
   */
  DirectoryUpload(Path root, Path target, SpoolFile file) {
    this.root = root;
    this.target = target;
    this.file = file;
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
          file.channel().write(slice);
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
      file.channel().force(true);
      file.channel().close(); // tells of writes that failed late, as those of NFS may
    } catch (IOException e) {
      return new PutOutcome.Refused(DirectoryFailures.of(root, e));
    }
    try (Way to = Way.to(root, target.resolveSibling(""), Way.SHARED)) {
      return link(to);
    } catch (IOException e) {
      return new PutOutcome.Refused(DirectoryFailures.of(root, e));
    }
  }

  @Override
  public void close() {
    ended = true;
    file.close();
  }

  private PutOutcome link(Way to) {
    PutOutcome outcome;
    try {
      file.link(to, target);
      outcome = new PutOutcome.Stored();
    } catch (FileAlreadyExistsException e) {
      try {
        // NFS sends a request again if the answer was lost, and is told then that the name is taken
        outcome = file.isAt(to, target) ? new PutOutcome.Stored() : new PutOutcome.AlreadyThere();
      } catch (IOException unseen) {
        return new PutOutcome.Unknown(DirectoryFailures.unseen(target, unseen));
      }
    } catch (NoSuchFileException e) {
      return new PutOutcome.Refused(DirectoryFailures.removed(target));
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

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("the upload of " + target + " has ended");
    }
  }
}
