package dev.waybill.cli.verify;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.ServerOptions;
import dev.waybill.cli.client.TrustedHttp;
import dev.waybill.manifest.VerificationKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads public keys that a user got, in whatever form their JSON is. */
final class KeyFiles {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final Pattern LOOPBACK =
      Pattern.compile("http://(localhost|127\\.0\\.0\\.1|\\[::1\\])[:/]");

  private KeyFiles() {}

  static VerificationKey key(String file) {
    return key(json(file(file), file), file);
  }

  /** Keys of other kinds are passed over; that there is one of ours is demanded. */
  static List<VerificationKey> set(String source) {
    byte[] bytes =
        source.startsWith("https://") || source.startsWith("http://")
            ? fetched(requireTrustworthy(source))
            : file(source);
    List<VerificationKey> keys = new ArrayList<>();
    for (JsonNode key : json(bytes, source).path("keys")) {
      if (isEd25519(key)) {
        keys.add(key(key, source));
      }
    }
    if (keys.isEmpty()) {
      throw new CommandFailure(source + " holds no Ed25519 key.", CommandFailure.USAGE);
    }
    return keys;
  }

  /** Whoever is on the way of an unencrypted answer could put a key of his own into it. */
  private static String requireTrustworthy(String url) {
    if (url.startsWith("http://") && !LOOPBACK.matcher(url).lookingAt()) {
      throw new CommandFailure(
          url + " could be changed on its way here: use https, or a file.", CommandFailure.USAGE);
    }
    return url;
  }

  private static VerificationKey key(JsonNode jwk, String source) {
    VerificationKey key =
        Optional.of(jwk)
            .filter(KeyFiles::isEd25519)
            .flatMap(some -> VerificationKey.of(decoded(some.path("x").asString(""))))
            .orElseThrow(
                () ->
                    new CommandFailure(
                        source + " is not the JSON Web Key of an Ed25519 key.",
                        CommandFailure.USAGE));
    String id = jwk.path("kid").asString(key.id().value());
    if (!id.equals(key.id().value())) {
      throw new CommandFailure(
          source + " says that its key is " + id + ", but it is " + key.id() + ".",
          CommandFailure.USAGE);
    }
    return key;
  }

  private static boolean isEd25519(JsonNode jwk) {
    return jwk.path("kty").asString("").equals("OKP")
        && jwk.path("crv").asString("").equals("Ed25519");
  }

  private static byte[] decoded(String base64Url) {
    try {
      return Base64.getUrlDecoder().decode(base64Url);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static JsonNode json(byte[] bytes, String source) {
    try {
      return JsonMapper.shared().readTree(bytes);
    } catch (JacksonException e) {
      throw new CommandFailure(source + " is no JSON.", CommandFailure.USAGE);
    }
  }

  private static byte[] file(String name) {
    try {
      return Files.readAllBytes(Path.of(name));
    } catch (IOException e) {
      throw new CommandFailure("Cannot read the file " + name + ".", CommandFailure.USAGE);
    }
  }

  private static byte[] fetched(String url) {
    Optional<Path> caBundle = ServerOptions.caBundle(System.getenv());
    try (HttpClient http = TrustedHttp.client(caBundle).connectTimeout(TIMEOUT).build()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != OK) {
        throw new CommandFailure(url + " answers with status " + answer.statusCode() + ".");
      }
      return answer.body();
    } catch (IOException e) {
      throw new CommandFailure("Cannot reach " + url + ".");
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(url + " is not a URL.", CommandFailure.USAGE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted.");
    }
  }
}
