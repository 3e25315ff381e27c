package dev.waybill.stores.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.specialized.BlobInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * The bytes of one blob, asked for piece by piece in the version that was there at first. The
 * client repeats a piece if a connection breaks off. Used by one thread.
 */
final class AzureReading extends InputStream {
  /** What the client holds of a blob in memory. */
  private static final int PIECE = 1 << 20;

  private final AzureFolder folder;
  private final String name;
  private final BlobInputStream in;

  private AzureReading(AzureFolder folder, String name, BlobInputStream in) {
    this.folder = folder;
    this.name = name;
    this.in = in;
  }

  /** Empty if there is no such blob. */
  static Optional<InputStream> open(BlobContainerClient container, AzureFolder folder, String name)
      throws IOException {
    try {
      BlobInputStream in =
          container
              .getBlobClient(name)
              .openInputStream(new BlobInputStreamOptions().setBlockSize(PIECE));
      return isFolder(in.getProperties().getMetadata())
          ? Optional.empty()
          : Optional.of(new AzureReading(folder, name, in));
    } catch (BlobStorageException e) {
      if (AzureFailures.isMissingBlob(e)) {
        return Optional.empty();
      }
      throw AzureFailures.unreadable(folder, "give " + name, e);
    } catch (RuntimeException e) {
      throw AzureFailures.unreadable(folder, "give " + name, e);
    }
  }

  /** With a hierarchical namespace folders are listed, too, and can be read as empty blobs. */
  static boolean isFolder(Map<String, String> metadata) {
    return "true".equals(metadata.get("hdi_isfolder"));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      return in.read(into, offset, length);
    } catch (IOException | RuntimeException e) {
      throw AzureFailures.unreadable(folder, "go on with " + name, e);
    }
  }

  @Override
  public void close() {
    in.close();
  }
}
