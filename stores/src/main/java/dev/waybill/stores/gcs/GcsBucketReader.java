package dev.waybill.stores.gcs;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.StorageScopes;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import com.google.auth.oauth2.GoogleCredentials;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A folder of a bucket of Google Cloud Storage, read by somebody who may list and get what lies
 * there. Requests that fail for a moment are repeated.
 */
public final class GcsBucketReader implements BucketReader {
  /** Enough for small objects to hide how long a request takes. */
  private static final int PARALLELISM = 16;

  private static final int MOST_BREAKS = 5;

  private final Storage storage;
  private final GcsFolder folder;

  private GcsBucketReader(GcsFolder folder, Optional<GoogleCredentials> credentials) {
    this.folder = folder;
    Storage.Builder builder =
        new Storage.Builder(
                new NetHttpTransport(),
                GsonFactory.getDefaultInstance(),
                new GcsRequests(credentials))
            .setApplicationName("waybill");
    folder.endpoint().ifPresent(at -> builder.setRootUrl(at.resolve("/").toString()));
    storage = builder.build();
  }

  /**
   * Reads with the Application Default Credentials, as Google's own tools find them. An endpoint
   * without TLS gets none: it is an emulator, and a token must not travel in clear.
   *
   * @throws IOException if there are none; says what to do
   */
  public static GcsBucketReader withOwnCredentials(GcsFolder folder) throws IOException {
    boolean inClear = folder.endpoint().filter(at -> "http".equals(at.getScheme())).isPresent();
    return inClear ? anonymously(folder) : with(ownCredentials(), folder);
  }

  /** Reads what everybody may read. */
  static GcsBucketReader anonymously(GcsFolder folder) {
    return new GcsBucketReader(folder, Optional.empty());
  }

  static GcsBucketReader with(GoogleCredentials credentials, GcsFolder folder) {
    return new GcsBucketReader(
        folder, Optional.of(credentials.createScoped(List.of(StorageScopes.DEVSTORAGE_READ_ONLY))));
  }

  @Override
  public void list(String prefix, Visitor visitor) throws IOException, InterruptedException {
    Storage.Objects.List request =
        storage
            .objects()
            .list(folder.bucket())
            .setPrefix(folder.prefix() + prefix)
            .setFields("items(name,size),nextPageToken");
    boolean more = true;
    while (more) {
      Objects page = page(request);
      // Of a page without objects the client makes no list.
      for (StorageObject object :
          Optional.ofNullable(page.getItems()).orElse(List.<StorageObject>of())) {
        visitor.visit(
            new Listed(
                object.getName().substring(folder.prefix().length()),
                object.getSize().longValueExact()));
      }
      more = page.getNextPageToken() != null;
      request.setPageToken(page.getNextPageToken());
    }
  }

  @Override
  public Optional<InputStream> open(String key) throws IOException {
    return GcsReading.open(storage, folder, folder.prefix() + key);
  }

  @Override
  public int parallelism() {
    return PARALLELISM;
  }

  @Override
  public void close() {
    // The client has nothing to give back.
  }

  /** One page; asks for it again if the answer breaks off. */
  private Objects page(Storage.Objects.List request) throws IOException {
    for (int breaks = 0; ; breaks++) {
      HttpResponse response;
      try {
        response = request.executeUnparsed();
      } catch (IOException e) {
        throw GcsFailures.unreadable(folder, "be listed", e);
      }
      try {
        return response.parseAs(Objects.class);
      } catch (IOException e) {
        if (breaks == MOST_BREAKS) {
          throw GcsFailures.unreadable(folder, "be listed", e);
        }
      }
    }
  }

  private static GoogleCredentials ownCredentials() throws IOException {
    try {
      return GoogleCredentials.getApplicationDefault();
    } catch (IOException e) {
      throw new IOException(
          "There are no Google credentials that work: run 'gcloud auth application-default login'"
              + " or let GOOGLE_APPLICATION_CREDENTIALS name a file with them. "
              + GcsFailures.inOneLine(String.valueOf(e.getMessage())),
          e);
    }
  }
}
