package dev.waybill.server.operation;

import dev.waybill.server.answer.JsonAnswer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What clients ask before they have a key: the number and the description of the API. Which release
 * it is that answers, and so which defects it may have, strangers are not told.
 */
@RestController
public final class VersionController {
  private static final int OK = 200;

  private final byte[] version =
      JsonAnswer.object(json -> json.writeStringProperty("api", RequestFilter.API));

  @GetMapping("/api/version")
  void version(HttpServletResponse response) throws IOException {
    JsonAnswer.send(response, OK, version);
  }

  @GetMapping("/openapi.json")
  void openApi(HttpServletResponse response) throws IOException {
    try (InputStream document = VersionController.class.getResourceAsStream("/openapi.json")) {
      if (document == null) {
        throw new IllegalStateException("the description of the API is missing from the jar");
      }
      JsonAnswer.send(response, OK, document.readAllBytes());
    }
  }
}
