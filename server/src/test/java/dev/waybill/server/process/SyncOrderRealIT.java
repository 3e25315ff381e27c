package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.process.Trace.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Watches the server's system calls: between the write of an event's bytes to the log and the
 * answer that acknowledges it there is a sync of that file that began after the write and
 * succeeded.
 *
 * <p>Which answer belongs to which event is told by the {@code X-Request-Id}, which the server
 * gives back.
 */
class SyncOrderRealIT {
  private static final int SENDERS = 8;
  private static final int REQUESTS = 40;
  private static final int MENTIONS = 12;

  @TempDir private Path folder;

  @Test
  void answersOnlyAfterASyncOfTheLogThatBeganAfterTheWrite() throws Exception {
    Path traced = folder.resolve("trace");
    List<String> strace =
        List.of(
            "strace",
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-s",
            "100000",
            "-e",
            "signal=none",
            "-e",
            "trace=" + Trace.CALLS,
            "-o",
            traced.toString());
    List<String> ids;
    try (var server = ServerProcess.start(folder, strace);
        var client = new Client(server)) {
      ids = send(server, client.createTenant(folder));
    }

    Trace trace = Trace.read(traced);
    List<Call> syncs =
        trace.calls().stream().filter(call -> call.name().equals("fdatasync")).toList();

    assertThat(ids).hasSize(SENDERS * REQUESTS);
    for (String id : ids) {
      Call answer = lastMention(trace, id, call -> call.data().contains("HTTP/1.1 200"));
      // Audit events of the service name the request, too, but not as the event does.
      Call write = lastMention(trace, id + " ", call -> !call.data().contains("HTTP/1.1 200"));
      assertThat(syncs)
          .as("a sync between the write and the answer of %s", id)
          .anyMatch(sync -> proves(sync, write, answer));
    }
  }

  private static boolean proves(Call sync, Call write, Call answer) {
    return sync.result() == 0
        && sync.descriptor() == write.descriptor()
        && sync.start() > write.end()
        && sync.end() < answer.start();
  }

  /**
   * The log cuts what it writes at every 32 KiB, so an event may be in two writes; it mentions its
   * id so often that the last write has it, too.
   */
  private static Call lastMention(Trace trace, String id, Predicate<Call> which) {
    return trace.calls().stream()
        .filter(call -> call.data().contains(id))
        .filter(which)
        .max(Comparator.comparingInt(Call::start))
        .orElseThrow(() -> new AssertionError("no such call with " + id));
  }

  private static List<String> send(ServerProcess server, String key) throws Exception {
    try (var senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Callable<List<String>>> tasks =
          IntStream.range(0, SENDERS)
              .<Callable<List<String>>>mapToObj(sender -> () -> sendAll(server, key, sender))
              .toList();
      var ids = new ArrayList<String>();
      for (var sent : senders.invokeAll(tasks)) {
        ids.addAll(sent.get());
      }
      return ids;
    }
  }

  private static List<String> sendAll(ServerProcess server, String key, int sender)
      throws IOException {
    var ids = new ArrayList<String>();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        OutputStream out = socket.getOutputStream();
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      for (int request = 0; request < REQUESTS; request++) {
        String id = "traced-%d-%d-end".formatted(sender, request);
        String body =
            "{\"eventID\":\"%s\",\"eventType\":\"LOGIN\",\"eventDetails\":\"%s\"}"
                .formatted(id, (id + " ").repeat(MENTIONS));
        String head =
            "POST /api/audit/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\nX-Request-Id: %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n"
                .formatted(key, id, body.length());
        out.write((head + body).getBytes(StandardCharsets.UTF_8));
        ids.add(id);
        readAnswer(in);
      }
    }
    return ids;
  }

  private static void readAnswer(BufferedReader in) throws IOException {
    assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 ");
    int length = -1;
    for (String header = in.readLine(); !header.isEmpty(); header = in.readLine()) {
      if (header.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
    }
    assertThat(length).as("the answer's Content-Length").isPositive();
    assertThat(in.skip(length)).isEqualTo(length);
  }
}
