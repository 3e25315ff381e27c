package dev.waybill.server.faults;

import dev.waybill.server.process.Client;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Several that send events at once, while the server does what it wants. What was not acknowledged
 * they send again, most of it, at some time.
 */
final class Senders {
  private static final int SENDERS = 3;
  private static final int LARGEST_BATCH = 200;

  /** So that what they have to send lasts for a round. */
  private static final int LONGEST_PAUSE = 100;

  private static final Duration RECOVERY = Duration.ofMinutes(3);
  private static final int REQUESTS_OF_A_FLOOD = 4;
  private static final int EVENTS_OF_A_REQUEST = 10_000;
  private static final double GIVEN_UP = 0.2;

  /** Of those that came, so that duplicates are sent. */
  private static final double ANSWERS_LOST = 0.1;

  private final Client client;
  private final MovedClock clock;
  private final List<TenantBook> books;
  private final Queue<Batch> unanswered = new ConcurrentLinkedQueue<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger left = new AtomicInteger();
  private volatile boolean over;

  Senders(Client client, MovedClock clock, List<TenantBook> books) {
    this.client = client;
    this.clock = clock;
    this.books = List.copyOf(books);
  }

  /** Begins to send that many events, as far as there is somebody who takes them. */
  void begin(int count, long seed) {
    left.set(count);
    over = false;
    for (int sender = 0; sender < SENDERS; sender++) {
      Random random = new Random(seed + sender);
      threads.add(Thread.ofPlatform().name("sender-" + sender).start(() -> sendAll(random)));
    }
  }

  /** Ends it: requests under way are still answered. */
  void end() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
    threads.clear();
  }

  /** Sends what is left, and again what was not answered, to a server that must take it. */
  void settle(Random random) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RECOVERY.toNanos();
    for (Batch batch = next(random); batch != null; batch = next(random)) {
      send(batch);
      if (!unanswered.isEmpty()) {
        Thread.sleep(LONGEST_PAUSE);
      }
      if (System.nanoTime() > deadline) {
        problems.add("nothing is taken, without any fault: " + answers);
        return;
      }
    }
  }

  private @Nullable Batch next(Random random) {
    Batch batch = unanswered.poll();
    while (batch != null && random.nextDouble() < GIVEN_UP) {
      batch.book().abandon(batch);
      batch = unanswered.poll();
    }
    return batch == null && left.get() > 0 ? fresh(random) : batch;
  }

  /** So many events of one tenant that an object of them is put in several parts. */
  void flood(Random random) throws IOException, InterruptedException {
    TenantBook book = books.get(random.nextInt(books.size()));
    for (int request = 0; request < REQUESTS_OF_A_FLOOD; request++) {
      send(book.fresh(EVENTS_OF_A_REQUEST, clock.now().toEpochMilli()));
    }
  }

  /** Whether some events were not taken the last time. */
  boolean wereRefused() {
    return !unanswered.isEmpty();
  }

  /** Answers that are none of those which are allowed. */
  Queue<String> problems() {
    return problems;
  }

  /** How often each answer came. */
  Map<String, Integer> answers() {
    return answers;
  }

  private void sendAll(Random random) {
    try {
      while (!over && left.get() > 0) {
        Batch again = random.nextBoolean() ? unanswered.poll() : null;
        try {
          Batch batch = again == null ? fresh(random) : again;
          if (send(batch) && random.nextDouble() < ANSWERS_LOST) {
            unanswered.add(batch.unknown());
          }
        } catch (IOException e) {
          problems.add("unreadable answer: " + e);
        }
        Thread.sleep(random.nextInt(LONGEST_PAUSE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Batch fresh(Random random) {
    int count = random.nextInt(1, LARGEST_BATCH);
    left.addAndGet(-count);
    return books.get(random.nextInt(books.size())).fresh(count, clock.now().toEpochMilli());
  }

  /** Sends them once; whether they were acknowledged. */
  boolean send(Batch batch) throws IOException, InterruptedException {
    HttpResponse<String> answer;
    try {
      String lines = new String(batch.body(), StandardCharsets.US_ASCII);
      answer = client.send(batch.book().key(), lines);
    } catch (ConnectException e) {
      count("not reached");
      unanswered.add(batch);
      return false;
    } catch (IOException e) {
      count("no answer");
      unanswered.add(batch.unknown());
      return false;
    }
    count(Integer.toString(answer.statusCode()));
    switch (answer.statusCode()) {
      case 200 -> {
        requireAll(batch, answer.body());
        batch.book().acknowledge(batch);
      }
      case 503, 408 -> unanswered.add(batch); // 408: while it sent, minutes passed at once
      case 500 -> {
        if (!answer.body().contains("OUTCOME_UNKNOWN")) {
          problems.add("500 " + answer.body());
        }
        unanswered.add(batch.unknown());
      }
      default -> {
        problems.add(answer.statusCode() + " " + answer.body());
        unanswered.add(batch.unknown());
      }
    }
    return answer.statusCode() == 200;
  }

  private void requireAll(Batch batch, String body) {
    JsonNode answer = new JsonMapper().readTree(body);
    int accepted = answer.path("accepted").asInt();
    int duplicates = answer.path("duplicates").asInt();
    boolean doubted = batch.fate() == Batch.Fate.UNKNOWN;
    if (accepted + duplicates != batch.size() || (duplicates > 0 && !doubted)) {
      problems.add("of %d, in doubt: %s, %s".formatted(batch.size(), doubted, body));
    }
  }

  private void count(String answer) {
    answers.merge(answer, 1, Integer::sum);
  }
}
