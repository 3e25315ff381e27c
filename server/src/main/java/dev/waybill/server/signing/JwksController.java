package dev.waybill.server.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.waybill.server.answer.JsonAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/**
 * {@code GET /.well-known/jwks.json}: all keys, for everybody. A document that was signed years ago
 * must still be verified, so retired keys stay in the set for ever.
 */
@RestController
public final class JwksController {
  private static final int OK = 200;
  private static final String TYPE = "application/jwk-set+json";

  /** A key that is newer than a cache's set is trusted by its predecessor's word meanwhile. */
  private static final String CACHING = "public, max-age=300";

  private final SigningKeyRing keys;

  public JwksController(SigningKeyRing keys) {
    this.keys = requireNonNull(keys, "keys is null");
  }

  /** Keys are only ever added, so the current one's id tells one set from any other. */
  @GetMapping("/.well-known/jwks.json")
  void keys(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var all = keys.list();
    response.setHeader("Cache-Control", CACHING);
    if (new ServletWebRequest(request, response).checkNotModified(all.getFirst().id().toString())) {
      return;
    }
    String set =
        all.stream().map(key -> key.publicKey().jwk()).collect(joining(",", "{\"keys\":[", "]}\n"));
    JsonAnswer.send(response, OK, TYPE, set.getBytes(US_ASCII));
  }
}
