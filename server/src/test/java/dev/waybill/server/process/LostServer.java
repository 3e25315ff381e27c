package dev.waybill.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.process.CommandProcess.Ended;
import dev.waybill.server.testing.ExportedObjects;
import dev.waybill.server.testing.Verified;
import dev.waybill.stores.network.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.util.FileSystemUtils;

/** A server that lost its disk, what it had delivered, and a backup of it. */
final class LostServer {
  private static final int EVENTS = 2_000;
  private static final int HOURS = 24;
  private static final long HOUR = 3_600_000;
  private static final int KILLED = 137;

  private final Path folder;
  private final Path backup;
  private String key = "";
  private String export = "";
  private int lives;

  private LostServer(Path folder) {
    this.folder = folder;
    this.backup = folder.resolve("backup");
  }

  /**
   * Lets a server deliver, takes a backup of it, lets it go on, and deletes its data directory. Of
   * its events, {@code old} were delivered before the backup, {@code open} after it, {@code late}
   * came after it and were delivered, {@code lost} were not.
   */
  static LostServer in(Path folder) throws IOException, InterruptedException {
    var lost = new LostServer(folder);
    try (var server = ServerProcess.start(folder, List.of());
        var client = new Client(server)) {
      lost.key = client.createTenant(folder);
      lost.export = client.createExport(lost.key, folder);
      lost.send(client, "old");
      client.runUntilNothingIsLeft(lost.key, lost.export);
      lost.send(client, "open");
      client.backup(Client.operatorKey(ServerProcess.data(folder)), lost.backup);
      lost.send(client, "late");
      client.runUntilNothingIsLeft(lost.key, lost.export);
      lost.send(client, "lost");
    }
    FileSystemUtils.deleteRecursively(ServerProcess.data(folder));
    return lost;
  }

  Path backup() {
    return backup;
  }

  /**
   * What {@code waybill admin restore} is, for another server's data directory.
   *
   * @param wrapper what to run it under; empty for nothing
   */
  CommandProcess restore(Path target, List<String> wrapper) throws IOException {
    return command(
        target,
        wrapper,
        "admin",
        "restore",
        backup.toString(),
        "--data-directory",
        target.toString());
  }

  /** What a restore that was killed has left of the folder it was to fill. */
  enum Left {
    NOTHING,
    REFUSED,
    COMPLETE
  }

  /**
   * Looks at a folder after a restore: either there is nothing of the backup in it, or both the
   * server and another restore refuse it with advice, or it is complete.
   */
  Left check(Path target) throws IOException, InterruptedException {
    if (Files.exists(target.resolve("format"))) {
      return Left.COMPLETE;
    }
    String[] names = target.toFile().list();
    if (names == null || List.of("lock").containsAll(List.of(names))) {
      return Left.NOTHING;
    }
    String advice =
        "A restore into %s did not finish: delete the folder and restore again.%n"
            .formatted(target);
    assertThat(command(target, List.of(), "server").end()).isEqualTo(new Ended(1, advice));
    assertThat(restore(target, List.of()).end()).isEqualTo(new Ended(1, advice));
    return Left.REFUSED;
  }

  /** The process was killed, not ended by itself. */
  static boolean wasKilled(Ended ended) {
    return ended.exitCode() == KILLED;
  }

  /** A server on a folder into which the backup was restored delivers what it should. */
  void assertDeliversEverything(Path data) throws IOException, InterruptedException {
    lives++;
    ExportedObjects objects = new ExportedObjects(ServerProcess.exports(folder));
    Map<Path, String> before = objects.hashes();
    var launch =
        new ServerLaunch(
            folder, data, FreePort.draw(), List.of("dev.waybill.server.Main", "server"));
    try (var server = ServerProcess.start(launch);
        var client = new Client(server)) {
      client.runUntilNothingIsLeft(key, export);
      send(client, "new" + lives);
      client.runUntilNothingIsLeft(key, export);
      Verified verified = Verified.place(Client.place(folder), client.publicKeys());
      assertThat(verified.report().streams()).as("one for each life").hasSize(1 + lives);
    }
    Map<Path, String> after = objects.hashes();
    assertThat(after).as("what was delivered before").containsAllEntriesOf(before);
    var since = new TreeSet<>(after.keySet());
    since.removeAll(before.keySet());
    assertThat(since.stream().map(Path::getFileName))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(before.keySet().stream().map(Path::getFileName).toList());
    Map<String, Integer> times = objects.times();
    assertTimes(times, "old", 1);
    assertTimes(times, "open", 1 + lives);
    assertTimes(times, "late", 1);
    assertTimes(times, "new" + lives, 1);
    assertThat(times.keySet()).noneMatch(id -> id.startsWith("lost-"));
  }

  private static void assertTimes(Map<String, Integer> times, String name, int expected) {
    assertThat(times)
        .containsAllEntriesOf(
            ids(name).stream().collect(Collectors.toMap(id -> id, _ -> expected)));
  }

  private CommandProcess command(Path data, List<String> wrapper, String... arguments)
      throws IOException {
    var main = new ArrayList<>(List.of("dev.waybill.server.Main"));
    main.addAll(List.of(arguments));
    return CommandProcess.start(
        new ServerLaunch(folder, data, FreePort.draw(), main).under(wrapper));
  }

  private void send(Client client, String name) throws IOException, InterruptedException {
    long now = System.currentTimeMillis();
    String lines =
        IntStream.range(0, EVENTS)
            .mapToObj(
                i ->
                    "{\"eventID\":\"%s-%d\",\"eventType\":\"LOGIN\",\"eventTime\":%d,\"eventDetails\":\"%s\"}"
                        .formatted(name, i, now - i % HOURS * HOUR, "x".repeat(400)))
            .collect(Collectors.joining("\n"));
    var answer = client.send(key, lines);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static List<String> ids(String name) {
    return IntStream.range(0, EVENTS).mapToObj(i -> name + "-" + i).toList();
  }
}
