package dev.waybill.stores.directory;

import dev.waybill.fault.FailureException;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One tenant's folder below a root. */
final class DirectoryObjectStore implements ObjectStore {
  private final Path root;
  private final Path folder;
  private final Spool spool;

  DirectoryObjectStore(Path root, Path folder, Spool spool) {
    this.root = root;
    this.folder = folder;
    this.spool = spool;
  }

  @Override
  public PutOutcome put(ObjectKey key, byte[] content) {
    try (ObjectUpload upload = begin(key)) {
      upload.write(content, 0, content.length);
      return upload.finish();
    } catch (FailureException e) {
      return new PutOutcome.Refused(e.failure());
    }
  }

  @Override
  public ObjectUpload begin(ObjectKey key) {
    if (!Files.isDirectory(root)) {
      throw new FailureException(DirectoryFailures.missing(root));
    }
    try {
      return new DirectoryUpload(root, folder.resolve(key.value()), spool.newFile());
    } catch (IOException e) {
      throw new FailureException(DirectoryFailures.of(root, e), e);
    }
  }

  @Override
  public long bufferedBytesPerUpload() {
    return DirectoryUpload.MOST_PER_WRITE;
  }

  @Override
  public void close() {
    // Nothing is held open between uploads.
  }
}
