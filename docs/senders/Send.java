import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Sends two events to Waybill: java Send.java */
class Send {
  public static void main(String[] args) throws Exception {
    String run = "java-" + UUID.randomUUID(); // ids of our own: sending again stores nothing twice
    String events =
        """
        {"eventID":"%1$s-1","eventType":"LOGIN","eventDetails":{"user":"ada","mfa":true}}
        {"eventID":"%1$s-2","eventType":"LOGOUT","eventDetails":{"user":"ada"}}
        """.formatted(run);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(System.getenv("WAYBILL_HOST") + "/api/audit/events"))
            .header("Authorization", "Bearer " + System.getenv("WAYBILL_API_KEY"))
            .header("Content-Type", "application/x-ndjson")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(events))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    for (int attempt = 0; ; attempt++) {
      long wait = Math.min(30, 1L << attempt);
      try {
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        if (!Set.of(429, 500, 502, 503, 504).contains(answer.statusCode()) || attempt == 8) {
          System.out.println(answer.body());
          boolean taken = answer.statusCode() == 200 && answer.body().contains("\"rejected\":[]");
          System.exit(taken ? 0 : 1);
        }
        wait = answer.headers().firstValueAsLong("Retry-After").orElse(wait);
      } catch (java.io.IOException e) {
        if (attempt == 8) {
          throw e;
        }
      }
      Thread.sleep(Duration.ofSeconds(wait).toMillis());
    }
  }
}
