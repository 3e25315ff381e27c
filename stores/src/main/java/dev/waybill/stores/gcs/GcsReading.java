package dev.waybill.stores.gcs;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of one object. A connection that breaks off is replaced by another one, which goes on
 * where the first one ended, in the same generation of the object. Used by one thread.
 */
final class GcsReading extends InputStream {
  private static final int MOST_BREAKS = 5;
  private static final int PARTIAL = 206;

  private final Storage storage;
  private final GcsFolder folder;
  private final String name;
  private final Optional<Long> generation;
  private HttpResponse response;
  private InputStream in;
  private long position;
  private int breaks;
  private boolean ended;

  private GcsReading(Storage storage, GcsFolder folder, String name, HttpResponse response)
      throws IOException {
    this.storage = storage;
    this.folder = folder;
    this.name = name;
    this.response = response;
    in = response.getContent();
    generation =
        Optional.ofNullable(response.getHeaders().getFirstHeaderStringValue("x-goog-generation"))
            .map(Long::valueOf);
  }

  /** Empty if there is no such object. */
  static Optional<InputStream> open(Storage storage, GcsFolder folder, String name)
      throws IOException {
    try {
      HttpResponse response = request(storage, folder, name).executeMedia();
      return Optional.of(new GcsReading(storage, folder, name, response));
    } catch (HttpResponseException e) {
      if (GcsFailures.isMissingObject(e)) {
        return Optional.empty();
      }
      throw GcsFailures.unreadable(folder, "give " + name, e);
    } catch (IOException e) {
      throw GcsFailures.unreadable(folder, "give " + name, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    while (true) {
      try {
        int some = in.read(into, offset, length);
        position += Math.max(some, 0);
        ended = some < 0;
        return some;
      } catch (IOException e) {
        goOn(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      in.close();
    } else {
      response.disconnect(); // closing it would read the rest
    }
  }

  private void goOn(IOException broken) throws IOException {
    breaks++;
    if (breaks > MOST_BREAKS) {
      throw new IOException(folder + " breaks off again and again in " + name, broken);
    }
    response.disconnect();
    try {
      Storage.Objects.Get get = request(storage, folder, name);
      generation.ifPresent(get::setGeneration);
      get.getRequestHeaders().setRange("bytes=" + position + "-");
      response = get.executeMedia();
      in = response.getContent();
    } catch (IOException e) {
      throw GcsFailures.unreadable(folder, "go on with " + name, e);
    }
    if (generation.isEmpty() || response.getStatusCode() != PARTIAL) {
      response.disconnect();
      throw new IOException(
          folder + " broke off in " + name + " and does not let a reader go on: try again.",
          broken);
    }
  }

  /** Stored bytes, also of an object that says that it is compressed. */
  private static Storage.Objects.Get request(Storage storage, GcsFolder folder, String name)
      throws IOException {
    Storage.Objects.Get get = storage.objects().get(folder.bucket(), name);
    get.setReturnRawInputStream(true);
    return get;
  }
}
