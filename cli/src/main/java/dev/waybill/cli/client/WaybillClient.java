package dev.waybill.cli.client;

import dev.waybill.tenant.TenantId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A Waybill server. What it refuses becomes a {@link CommandFailure} in its own words. */
public final class WaybillClient implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(2);

  private final JsonMapper json = new JsonMapper();
  private final HttpClient http;
  private final Profile profile;
  private final Optional<TenantId> tenant;

  WaybillClient(Profile profile, Optional<TenantId> tenant) {
    this.profile = profile;
    this.http = TrustedHttp.client(profile.caBundle()).connectTimeout(CONNECT_LIMIT).build();
    this.tenant = tenant;
  }

  /** Sends a document with its variables; returns the whole envelope, {@code data} and all. */
  public JsonNode graphql(String document, ObjectNode variables) {
    ObjectNode body = json.createObjectNode().put("query", document);
    body.set("variables", variables);
    HttpResponse<byte[]> answer =
        send(
            request("/api/audit/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body))));
    JsonNode envelope = read(answer);
    JsonNode error = envelope.path("errors").path(0);
    if (!error.isMissingNode()) {
      throw new CommandFailure(inOneLine(error));
    }
    requireSuccess(answer);
    return envelope;
  }

  /** A call of the REST API; {@code body} empty for none. */
  public JsonNode rest(String method, String path, Optional<JsonNode> body) {
    HttpResponse<byte[]> answer =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    body.map(json::writeValueAsBytes)
                        .map(BodyPublishers::ofByteArray)
                        .orElseGet(BodyPublishers::noBody)));
    requireSuccess(answer);
    return answer.body().length == 0 ? json.createObjectNode() : read(answer);
  }

  /** Any other call; the caller judges the status. */
  public HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      ApiVersion.check(profile.host().toString(), answer.headers());
      return answer;
    } catch (ConnectException e) {
      throw new CommandFailure(
          "Cannot reach " + profile.host() + ": is the server running, and is the host right?");
    } catch (SSLException e) {
      throw new CommandFailure(TrustedHttp.refusal(profile.host(), e));
    } catch (IOException e) {
      throw new CommandFailure(
          "The connection to " + profile.host() + " failed: " + reason(e) + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted while waiting for " + profile.host() + ".");
    }
  }

  /** A request with the key, to be completed. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(withoutSlash(profile.host().toString()) + path))
            .timeout(ANSWER_LIMIT)
            .header("Authorization", "Bearer " + profile.apiKey());
    tenant.ifPresent(id -> request.header("Waybill-Tenant", id.value()));
    return request;
  }

  public void requireSuccess(HttpResponse<byte[]> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new CommandFailure(problem(answer));
    }
  }

  /** What a problem answer says, in one line. */
  public String problem(HttpResponse<byte[]> answer) {
    if (answer.statusCode() == 401) {
      return "The server does not know this API key: check WAYBILL_API_KEY or your profile.";
    }
    try {
      JsonNode body = json.readTree(answer.body());
      String detail = body.path("detail").asString(body.path("title").asString(""));
      if (!detail.isEmpty()) {
        return detail;
      }
    } catch (JacksonException noProblemDocument) {
      // The status alone has to do.
    }
    return "The server answered " + answer.statusCode() + ".";
  }

  public JsonNode read(HttpResponse<byte[]> answer) {
    try {
      return json.readTree(answer.body());
    } catch (JacksonException e) {
      throw new CommandFailure(problem(answer));
    }
  }

  private static String inOneLine(JsonNode error) {
    String message =
        error.path("message").asString("The server refused.").lines().findFirst().orElse("");
    String field = error.path("extensions").path("field").asString("");
    return field.isEmpty() || message.contains(field) ? message : field + ": " + message;
  }

  private static String reason(IOException e) {
    return Optional.ofNullable(e.getMessage())
        .orElse(e.getClass().getSimpleName())
        .replaceFirst("[.?!]+$", "");
  }

  private static String withoutSlash(String host) {
    return host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
  }

  /** For bodies and output. */
  public static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
