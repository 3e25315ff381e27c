package dev.waybill.stores.gcs;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** One request of Google's library. */
@SuppressWarnings("deprecation") // the client still gives its bodies as this type
final class OneTry extends LowLevelHttpRequest {
  private final OneTryTransport transport;
  private final HttpUriRequestBase request;

  OneTry(OneTryTransport transport, String method, URI uri) {
    this.transport = transport;
    request = new HttpUriRequestBase(method, uri);
  }

  @Override
  public void addHeader(String name, String value) {
    request.addHeader(name, value);
  }

  @Override
  public LowLevelHttpResponse execute() throws IOException {
    var content = getStreamingContent(); // of a type that Google calls deprecated, and still has
    if (content != null) {
      request.setEntity(
          new Body(getContentType(), getContentEncoding(), getContentLength(), content::writeTo));
    }
    return transport.send(request);
  }

  private interface Bytes {
    void writeTo(OutputStream out) throws IOException;
  }

  private static final class Body extends AbstractHttpEntity {
    private final long length;
    private final Bytes content;

    Body(String type, String encoding, long length, Bytes content) {
      super(type, encoding, length < 0);
      this.length = length;
      this.content = content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      content.writeTo(out);
    }

    @Override
    public long getContentLength() {
      return length;
    }

    @Override
    public InputStream getContent() {
      throw new UnsupportedOperationException("a body is written, not read");
    }

    @Override
    public boolean isStreaming() {
      return false;
    }

    @Override
    public void close() {
      // There is nothing to give back.
    }
  }
}
