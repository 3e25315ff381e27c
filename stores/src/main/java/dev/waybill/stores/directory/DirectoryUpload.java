package dev.waybill.stores.directory;

import static java.util.Objects.checkFromIndexSize;

import dev.waybill.fault.FailureException;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Written to a nameless file, which gets its name when it is whole and durable. */
final class DirectoryUpload implements ObjectUpload {
  /** The JDK copies each write through native memory of the same size. */
  static final int MOST_PER_WRITE = 64 * 1024;

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
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            Folders.FILE_MODE);
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
      channel.close();
      Folders.create(root, target.resolveSibling(""));
    } catch (IOException e) {
      return new PutOutcome.Refused(DirectoryFailures.of(root, e));
    }
    return link();
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

  private PutOutcome link() {
    PutOutcome outcome;
    try {
      Files.createLink(target, file);
      outcome = new PutOutcome.Stored();
    } catch (FileAlreadyExistsException e) {
      outcome = new PutOutcome.AlreadyThere();
    } catch (IOException e) {
      return new PutOutcome.Refused(DirectoryFailures.of(root, e));
    }
    try {
      // Also of a name that was there: who created it may have crashed before this line.
      Folders.force(root, target.resolveSibling(""));
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
