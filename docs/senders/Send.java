import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Sends two events to Waybill: java Send.java */
class Send {
  // Each event has an id, made where it happened: sending it again stores nothing twice.
  static final String EVENTS =
      """
      {"eventID":"java-1","eventType":"LOGIN","eventDetails":{"user":"ada","mfa":true}}
      {"eventID":"java-2","eventType":"LOGOUT","eventDetails":{"user":"ada"}}
      """;

  public static void main(String[] args) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(System.getenv("WAYBILL_HOST") + "/api/audit/events"))
            .header("Authorization", "Bearer " + System.getenv("WAYBILL_API_KEY"))
            .header("Content-Type", "application/x-ndjson")
            .timeout(Duration.ofMinutes(1))
            .POST(HttpRequest.BodyPublishers.ofString(EVENTS))
            .build();
    var client = HttpClient.newHttpClient();
    for (long seconds = 1; seconds <= 128; seconds *= 2) {
      long pause = seconds;
      try {
        var answer = client.send(request, BodyHandlers.ofString());
        if (!List.of(429, 500, 502, 503, 504).contains(answer.statusCode())) {
          System.out.println(answer.body());
          boolean taken = answer.statusCode() == 200 && answer.body().contains("\"rejected\":[]");
          System.exit(taken ? 0 : 1);
        }
        pause = answer.headers().firstValueAsLong("Retry-After").orElse(seconds);
      } catch (IOException lost) {
        System.err.println(lost);
      }
      Thread.sleep(pause * 1000);
    }
    System.exit(1);
  }
}
