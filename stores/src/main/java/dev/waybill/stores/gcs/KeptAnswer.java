package dev.waybill.stores.gcs;

import com.google.api.client.http.LowLevelHttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** A whole answer in memory. Those to uploads and to requests for tokens are small. */
final class KeptAnswer extends LowLevelHttpResponse {
  private static final int MOST_BYTES = 256 * 1024;

  private final int status;
  private final String reason;
  private final List<Header> headers;
  private final @Nullable String contentType;
  private final @Nullable String contentEncoding;
  private final byte[] body;

  private KeptAnswer(ClassicHttpResponse answer, @Nullable HttpEntity entity) throws IOException {
    status = answer.getCode();
    reason = String.valueOf(answer.getReasonPhrase());
    headers = List.of(answer.getHeaders());
    contentType = entity == null ? null : entity.getContentType();
    contentEncoding = entity == null ? null : entity.getContentEncoding();
    body = entity == null ? new byte[0] : whole(entity);
  }

  static KeptAnswer of(ClassicHttpResponse answer) throws IOException {
    return new KeptAnswer(answer, answer.getEntity());
  }

  private static byte[] whole(HttpEntity entity) throws IOException {
    InputStream in = entity.getContent();
    byte[] body = in.readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new IOException("the answer is too long");
    }
    return body;
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(body);
  }

  @Override
  public @Nullable String getContentEncoding() {
    return contentEncoding;
  }

  @Override
  public long getContentLength() {
    return body.length;
  }

  @Override
  public @Nullable String getContentType() {
    return contentType;
  }

  @Override
  public String getStatusLine() {
    return "HTTP/1.1 " + status + " " + reason;
  }

  @Override
  public int getStatusCode() {
    return status;
  }

  @Override
  public String getReasonPhrase() {
    return reason;
  }

  @Override
  public int getHeaderCount() {
    return headers.size();
  }

  @Override
  public String getHeaderName(int index) {
    return headers.get(index).getName();
  }

  @Override
  public String getHeaderValue(int index) {
    return headers.get(index).getValue();
  }
}
