package dev.waybill.stores.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GcsReplyTest {
  private static final int MOST_BYTES = 256 * 1024;

  @Test
  void readsNoMoreThanAnAnswerMayHave() throws IOException {
    assertThat(reply(MOST_BYTES).body()).hasSize(MOST_BYTES);

    assertThatIOException().isThrownBy(() -> reply(MOST_BYTES + 1)).withMessageContaining("long");
  }

  private static GcsReply reply(int bytes) throws IOException {
    HttpTransport transport =
        new HttpTransport() {
          @Override
          protected LowLevelHttpRequest buildRequest(String method, String url) {
            return new LowLevelHttpRequest() {
              @Override
              public void addHeader(String name, String value) {
                // Nothing depends on them.
              }

              @Override
              public LowLevelHttpResponse execute() {
                return new Answer(" ".repeat(bytes));
              }
            };
          }
        };
    return GcsReply.of(
        transport
            .createRequestFactory()
            .buildGetRequest(new GenericUrl("https://storage.googleapis.com/"))
            .execute());
  }
}
