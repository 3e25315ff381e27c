package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** An administrator who pauses and resumes an export, and a server that is killed meanwhile. */
final class ActCrash {
  private static final int MOST_CHANGES = 6;
  private static final int LONGEST_PAUSE = 50;
  private static final String DISABLED = "DisableExportConfiguration";
  private static final String ENABLED = "EnableExportConfiguration";

  private final Path folder;
  private final Random random;
  private final Semaphore answers = new Semaphore(0);
  private String key = "";
  private String export = "";
  private boolean enabled = true;
  private int acknowledged;
  private int unanswered;

  ActCrash(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /** Each change that was made is recorded once: they take turns. */
  void check(int rounds) throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      round();
    }
    try (var server = ServerProcess.start(folder, List.of());
        var client = new Client(server)) {
      enabled = isEnabled(client);
      change(client); // its event comes after all others
      List<String> changes = changes(client);
      while (changes.isEmpty() || !changes.getLast().equals(enabled ? ENABLED : DISABLED)) {
        Thread.sleep(10);
        changes = changes(client);
      }
      for (int i = 0; i < changes.size(); i++) {
        assertThat(changes.get(i)).as("change %d", i).isEqualTo(i % 2 == 0 ? DISABLED : ENABLED);
      }
      assertThat(changes.size()).isBetween(acknowledged, acknowledged + unanswered);
    }
  }

  private void round() throws IOException, InterruptedException {
    ServerProcess server = ServerProcess.start(folder, List.of(), "-Xmx512m");
    try (var client = new Client(server)) {
      if (key.isEmpty()) {
        key = client.createTenant(folder);
        export = client.createExport(key, folder);
      }
      answers.drainPermits();
      Thread administrator = Thread.ofPlatform().start(() -> changeUntilTheServerDies(client));
      assertThat(answers.tryAcquire(random.nextInt(1, MOST_CHANGES), 3, TimeUnit.MINUTES)).isTrue();
      Thread.sleep(random.nextInt(LONGEST_PAUSE)); // any moment of the next change
      server.kill();
      administrator.join();
    }
  }

  private void changeUntilTheServerDies(Client client) {
    try {
      enabled = isEnabled(client);
      while (true) {
        change(client);
      }
    } catch (IOException | InterruptedException killed) {
      unanswered++;
    }
  }

  private boolean isEnabled(Client client) throws IOException, InterruptedException {
    return client
        .graphql(key, "{ getAllExportConfigurations { enabled } }")
        .get(0)
        .path("enabled")
        .asBoolean();
  }

  private void change(Client client) throws IOException, InterruptedException {
    String what = enabled ? "disable" : "enable";
    client.graphql(
        key, "mutation { %sExportConfiguration(id: \"%s\") { id } }".formatted(what, export));
    enabled = !enabled;
    acknowledged++;
    answers.release();
  }

  private List<String> changes(Client client) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    String cursor = "";
    JsonNode page;
    do {
      page = client.events(key, "kind=SYSTEM&order=asc&limit=1000&cursor=" + cursor);
      for (JsonNode event : page.path("events")) {
        assertThat(ids.add(event.path("eventID").asString())).as(event.toString()).isTrue();
        String name = event.path("eventName").asString();
        if (name.equals(DISABLED) || name.equals(ENABLED)) {
          names.add(name);
        }
      }
      cursor = page.path("cursor").asString();
    } while (!page.path("complete").asBoolean());
    return names;
  }
}
