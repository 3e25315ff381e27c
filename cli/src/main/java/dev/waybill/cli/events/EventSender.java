package dev.waybill.cli.events;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.WaybillClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends batches, and sends one again, under the same key, while the server asks for patience. */
final class EventSender {
  private static final int ATTEMPTS = 8;
  private static final int SERVER_ERROR = 500;
  private static final Set<Integer> TRY_AGAIN = Set.of(429, 500, 502, 503, 504);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final WaybillClient client;
  private final String query;

  /**
   * @param query such as {@code ?kind=QUERY}, or empty
   */
  EventSender(WaybillClient client, String query) {
    this.client = client;
    this.query = query;
  }

  JsonNode send(Batch batch) {
    HttpRequest.Builder request =
        client
            .request("/api/audit/events" + query)
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", "gzip")
            .header("Idempotency-Key", batch.idempotencyKey())
            .POST(BodyPublishers.ofByteArray(gzip(batch.body())));
    HttpResponse<byte[]> answer = ask(request, batch);
    for (int attempt = 1;
        attempt < ATTEMPTS && TRY_AGAIN.contains(answer.statusCode());
        attempt++) {
      pause(wait(answer, attempt));
      answer = ask(request, batch);
    }
    boolean judged = answer.statusCode() == 200 || answer.statusCode() == 422;
    if (judged) {
      JsonNode body = client.read(answer);
      if (body.has("rejected")) {
        return body;
      }
    }
    throw answer.statusCode() < SERVER_ERROR
        ? new CommandFailure(
            "From line %d on nothing was taken: %s"
                .formatted(batch.firstLine(), client.problem(answer)))
        : uncertain(batch, client.problem(answer));
  }

  private HttpResponse<byte[]> ask(HttpRequest.Builder request, Batch batch) {
    try {
      return client.send(request);
    } catch (CommandFailure e) {
      throw batch.firstLine() == 1 ? e : uncertain(batch, e.getMessage());
    }
  }

  private static CommandFailure uncertain(Batch batch, @Nullable String reason) {
    return new CommandFailure(
        "From line %d on it is not certain what was taken: %s Send the file again, what was taken is recognised."
            .formatted(batch.firstLine(), reason));
  }

  private static Duration wait(HttpResponse<byte[]> answer, int attempt) {
    long seconds =
        answer
            .headers()
            .firstValue("Retry-After")
            .filter(value -> value.matches("\\d{1,4}"))
            .map(Long::parseLong)
            .orElse(1L << Math.min(attempt, 5));
    return Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("Interrupted; send the file again, what was taken is recognised.");
    }
  }

  private static byte[] gzip(byte[] body) {
    var compressed = new ByteArrayOutputStream(body.length / 4);
    try (var out = new GZIPOutputStream(compressed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
