package dev.waybill.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestFilterTest {
  private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/version");
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void answersADefectWithItsHeadersAndNoneOfItsWords() throws IOException, ServletException {
    filter(
        () -> {
          throw new IllegalStateException("jdbc:sqlite:/data/control.db");
        });

    assertThat(response.getStatus()).isEqualTo(500);
    assertThat(response.getHeader("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(response.getContentAsString())
        .contains("\"code\":\"INTERNAL\"")
        .doesNotContain("jdbc", "IllegalStateException");
  }

  @Test
  void endsInTheMiddleOfAnAnswerThatFailsThere() {
    response.setCommitted(true);

    assertThatThrownBy(
            () ->
                filter(
                    () -> {
                      throw new IllegalStateException("the log is gone");
                    }))
        .hasMessage("the log is gone");
    assertThat(response.getContentAsByteArray()).isEmpty();
  }

  @Test
  void asksForHttpsOnlyWhereItIsSpoken() throws IOException, ServletException {
    filter(() -> {});
    assertThat(response.getHeader("Strict-Transport-Security")).isNull();

    request.setSecure(true);
    filter(() -> {});

    assertThat(response.getHeader("Strict-Transport-Security")).isEqualTo("max-age=31536000");
  }

  @ParameterizedTest
  @CsvSource({"abc-1, true", "x-wb_Zk3pQ, false", "wbs_Zk3pQ, false", "wbsx, true"})
  void repeatsARequestIdUnlessItHoldsASecret(String sent, boolean repeated)
      throws IOException, ServletException {
    request.addHeader("X-Request-Id", sent);
    filter(() -> {});

    assertThat(response.getHeader("X-Request-Id"))
        .isEqualTo(repeated ? sent : new UUID(0, 1).toString());
  }

  private void filter(Runnable work) throws IOException, ServletException {
    new RequestFilter(() -> new UUID(0, 1), List.of(), List.of())
        .doFilter(request, response, (_, _) -> work.run());
  }
}
