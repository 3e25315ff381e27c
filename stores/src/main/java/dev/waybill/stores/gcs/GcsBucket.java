package dev.waybill.stores.gcs;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpMethods;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.MultipartContent;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.model.StorageObject;
import dev.waybill.stores.deadline.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The four requests Waybill sends to a bucket, each once. They throw what breaks them, and return
 * every answer as it is.
 *
 * <p>What becomes visible has the bytes that were sent, because the CRC32C of the whole object goes
 * with them, and Google refuses what does not match it (<a
 * href="https://cloud.google.com/storage/docs/data-validation">data validation</a>). On that rests,
 * too, that a name which is taken after a lost answer has our object: it cannot be looked at with
 * the permission to create alone.
 */
final class GcsBucket {
  private static final String CONTENT_TYPE = "application/octet-stream";
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(5);
  private static final int UNAUTHORIZED = 401;

  private final HttpRequestFactory requests;
  private final URI endpoint;
  private final String bucket;
  private final Holder holder;
  private final AccessTokens tokens;
  private final TokenFailures failures;
  private final Function<Duration, Deadline> deadlines;
  private final Duration timeout;

  GcsBucket(
      HttpRequestFactory requests,
      GcsSettings settings,
      String bucket,
      Holder holder,
      AccessTokens tokens,
      TokenFailures failures,
      Function<Duration, Deadline> deadlines) {
    this.requests = requests;
    this.endpoint = settings.store();
    this.bucket = bucket;
    this.holder = holder;
    this.tokens = tokens;
    this.failures = failures;
    this.deadlines = deadlines;
    this.timeout = settings.requestTimeout();
  }

  /** Makes an object unless its name is taken. */
  GcsReply put(String name, Slices content) throws IOException {
    StorageObject object = metadata(name).setCrc32c(content.crc32c());
    MultipartContent body =
        new MultipartContent().setContentParts(List.of(json(object), new Body(content)));
    return authorized(upload("multipart", name), body, new HttpHeaders());
  }

  /** Begins an upload in chunks; the answer's location takes them. */
  GcsReply start(String name) throws IOException {
    HttpHeaders headers = new HttpHeaders();
    headers.set("X-Upload-Content-Type", CONTENT_TYPE);
    return authorized(upload("resumable", name), json(metadata(name)), headers);
  }

  /**
   * The place of an upload, if it is one of this store: bytes go nowhere else, whoever answered.
   */
  Optional<URI> session(GcsReply started) {
    return started
        .location()
        .flatMap(GcsBucket::parsed)
        .filter(
            at ->
                endpoint.getScheme().equals(at.getScheme())
                    && endpoint.getRawAuthority().equals(at.getRawAuthority())
                    && String.valueOf(at.getRawPath()).startsWith("/upload/"));
  }

  /**
   * Sends bytes of an upload; its address is all that they need.
   *
   * @param from where in the object they begin
   * @param total the object's size, with the last of them
   * @param crc32c of the object as a whole, likewise
   */
  GcsReply send(URI session, Slices bytes, long from, OptionalLong total, Optional<String> crc32c)
      throws IOException {
    HttpHeaders headers = new HttpHeaders();
    headers.setContentRange(
        "bytes "
            + from
            + "-"
            + (from + bytes.length() - 1)
            + "/"
            + (total.isPresent() ? "" + total.getAsLong() : "*"));
    crc32c.ifPresent(sum -> headers.set("X-Goog-Hash", "crc32c=" + sum));
    return within(
            deadlines.apply(timeout),
            () -> execute(HttpMethods.PUT, new GenericUrl(session, true), new Body(bytes), headers))
        .inSession();
  }

  /** Gives up an upload in chunks. */
  GcsReply cancel(URI session) throws IOException {
    return within(
        deadlines.apply(CANCEL_TIMEOUT),
        () ->
            execute(
                HttpMethods.DELETE,
                new GenericUrl(session, true),
                new EmptyContent(),
                new HttpHeaders()));
  }

  private GcsReply authorized(GenericUrl url, HttpContent content, HttpHeaders headers)
      throws IOException {
    Deadline deadline = deadlines.apply(timeout);
    String token = token(deadline);
    headers.setAuthorization("Bearer " + token);
    GcsReply reply = within(deadline, () -> execute(HttpMethods.POST, url, content, headers));
    if (reply.status() == UNAUTHORIZED) {
      // The next request gets another one; this one is not sent again.
      tokens.forget(holder, token);
    }
    return reply;
  }

  private String token(Deadline deadline) throws NoTokenException {
    try {
      return tokens.current(holder, deadline);
    } catch (IOException e) {
      throw new NoTokenException(failures.failure(e, holder), e);
    }
  }

  private GcsReply execute(String method, GenericUrl url, HttpContent content, HttpHeaders headers)
      throws IOException {
    HttpRequest request = requests.buildRequest(method, url, content);
    request
        .setHeaders(headers.setAcceptEncoding(null).setUserAgent("waybill"))
        .setSuppressUserAgentSuffix(true)
        .setThrowExceptionOnExecuteError(false)
        .setFollowRedirects(false)
        .setNumberOfRetries(0)
        .setLoggingEnabled(false)
        .setCurlLoggingEnabled(false);
    HttpResponse response = request.execute();
    try {
      return GcsReply.of(response);
    } finally {
      response.disconnect();
    }
  }

  private GenericUrl upload(String type, String name) {
    GenericUrl url =
        new GenericUrl(endpoint.resolve("/upload/storage/v1/b/" + bucket + "/o").toString());
    url.set("uploadType", type);
    url.set("ifGenerationMatch", "0");
    url.set("name", name);
    return url;
  }

  private static StorageObject metadata(String name) {
    return new StorageObject().setName(name).setContentType(CONTENT_TYPE);
  }

  private static HttpContent json(StorageObject object) throws IOException {
    return new ByteArrayContent(
        "application/json; charset=UTF-8", GsonFactory.getDefaultInstance().toByteArray(object));
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private interface Call {
    GcsReply run() throws IOException;
  }

  private static GcsReply within(Deadline deadline, Call call) throws IOException {
    return ScopedValue.where(OneTryTransport.DEADLINE, deadline).call(call::run);
  }

  private record Body(Slices content) implements HttpContent {
    @Override
    public long getLength() {
      return content.length();
    }

    @Override
    public String getType() {
      return CONTENT_TYPE;
    }

    /** So that the length of a body around it can be found out. */
    @Override
    public boolean retrySupported() {
      return true;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      content.writeTo(out);
    }
  }
}
