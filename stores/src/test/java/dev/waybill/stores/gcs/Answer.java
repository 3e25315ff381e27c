package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** JSON that came back with the status 200. */
final class Answer extends LowLevelHttpResponse {
  private final byte[] json;

  Answer(String json) {
    this.json = json.getBytes(UTF_8);
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(json);
  }

  @Override
  public String getContentEncoding() {
    return "identity";
  }

  @Override
  public long getContentLength() {
    return json.length;
  }

  @Override
  public String getContentType() {
    return "application/json; charset=UTF-8";
  }

  @Override
  public String getStatusLine() {
    return "HTTP/1.1 200 OK";
  }

  @Override
  public int getStatusCode() {
    return 200;
  }

  @Override
  public String getReasonPhrase() {
    return "OK";
  }

  @Override
  public int getHeaderCount() {
    return 0;
  }

  @Override
  public String getHeaderName(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public String getHeaderValue(int index) {
    throw new IndexOutOfBoundsException(index);
  }
}
