package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Senders that give ids, and a server that is killed under them again and again. A request whose
 * answer was lost is sent again to the next server, as the documentation tells senders to.
 */
final class IngestCrash {
  private static final int SENDERS = 8;
  private static final int LARGEST_REQUEST = 200;
  private static final int MOST_ANSWERS = 300;
  private static final int LONGEST_PAUSE = 50;

  private final Path folder;
  private final Random random;
  private final AtomicLong nextId = new AtomicLong();
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<List<String>> unanswered = new ConcurrentLinkedQueue<>();
  private final Semaphore answers = new Semaphore(0);
  private String key = "";

  IngestCrash(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /** Every id that a server said it had taken. */
  Set<String> acknowledged() {
    return acknowledged;
  }

  Set<String> sent() {
    return sent;
  }

  String key() {
    return key;
  }

  /** One server's life under load, ended by {@code kill -9}. */
  void round() throws IOException, InterruptedException {
    ServerProcess server = ServerProcess.start(folder, List.of(), "-Xmx512m");
    try (var client = new Client(server)) {
      if (key.isEmpty()) {
        key = client.createTenant(folder);
      }
      answers.drainPermits();
      List<Thread> senders = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        long seed = random.nextLong();
        senders.add(
            Thread.ofPlatform().start(() -> sendUntilTheServerDies(client, new Random(seed))));
      }
      assertThat(answers.tryAcquire(random.nextInt(1, MOST_ANSWERS), 3, TimeUnit.MINUTES)).isTrue();
      Thread.sleep(random.nextInt(LONGEST_PAUSE)); // any moment of the next requests
      server.kill();
      for (Thread sender : senders) {
        sender.join();
      }
    }
  }

  /** Sends what was never answered to a server that stays. */
  void settle(Client client) throws IOException, InterruptedException {
    for (List<String> ids = unanswered.poll(); ids != null; ids = unanswered.poll()) {
      HttpResponse<String> answer = client.send(key, body(ids));
      if (answer.statusCode() != 200) {
        throw new AssertionError(answer.statusCode() + " " + answer.body());
      }
      acknowledged.addAll(ids);
    }
  }

  private void sendUntilTheServerDies(Client client, Random choice) {
    boolean alive = true;
    while (alive) {
      List<String> again = unanswered.poll();
      List<String> ids = again == null ? fresh(choice.nextInt(1, LARGEST_REQUEST)) : again;
      try {
        HttpResponse<String> answer = client.send(key, body(ids));
        if (answer.statusCode() == 200) {
          acknowledged.addAll(ids);
          answers.release();
        } else {
          unanswered.add(ids);
        }
      } catch (IOException | InterruptedException killed) {
        unanswered.add(ids);
        alive = false;
      }
    }
  }

  private List<String> fresh(int count) {
    var ids = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      ids.add("event-" + nextId.incrementAndGet());
    }
    sent.addAll(ids);
    return ids;
  }

  private static String body(List<String> ids) {
    return ids.stream()
        .map(
            id ->
                "{\"eventID\":\"%s\",\"eventType\":\"LOGIN\",\"eventDetails\":\"%s\"}"
                    .formatted(id, "x".repeat(100 + Math.floorMod(id.hashCode(), 900))))
        .collect(Collectors.joining("\n"));
  }
}
