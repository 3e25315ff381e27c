package dev.waybill.simulation;

import static dev.waybill.simulation.Auditor.require;

import dev.waybill.export.ExportJob;
import dev.waybill.export.StreamKind;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.manifest.ManifestNames;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What must be true when all faults have ended and everything was let run to its end. */
final class Ending {
  private static final Duration LOOK_EVERY = Duration.ofMinutes(5);

  private final World world;

  Ending(World world) {
    this.world = world;
  }

  /** Lets time pass until everything is delivered and the last zombie has woken. */
  void awaitAll() {
    Duration longest =
        world.shape.intervals().stream()
            .map(interval -> interval.length())
            .max(Duration::compareTo)
            .orElseThrow()
            .multipliedBy(2)
            .plus(Duration.ofDays(3));
    long deadline = world.time.nanos() + longest.toNanos();
    while (!undelivered().isEmpty()) {
      require(
          world.time.nanos() < deadline,
          Promise.PROGRESS,
          "not delivered " + longest + " after everything was repaired: " + undelivered());
      world.scheduler.sleep(LOOK_EVERY);
    }
    while (world.scheduler.isAtWork() || isRedelivering()) {
      require(world.time.nanos() < deadline, Promise.PROGRESS, "some work never comes to its end");
      world.scheduler.sleep(LOOK_EVERY);
    }
  }

  private List<String> undelivered() {
    return world.auditor.goingOn().stream()
        .filter(stream -> stream.ends() || stream.cursor().compareTo(end(stream)) < 0)
        .map(stream -> stream + lastJob(stream))
        .toList();
  }

  private boolean isRedelivering() {
    return world.auditor.existingExports().stream()
        .anyMatch(export -> !world.openRedeliveries(export).isEmpty());
  }

  /** The content of an object, be it that a customer has deleted it since. */
  private String content(String place, String key) {
    StoredObject object = world.stores.at(place).get(key);
    if (object == null) {
      require(world.deletions.contains(place, key), Promise.NONE_MISSING, key + " is gone");
      return world.auditor.content(key);
    }
    return object.content();
  }

  private String lastJob(StreamModel stream) {
    return world.ledger.jobs().stream()
        .filter(job -> job.stream().equals(stream.start.id()))
        .map(job -> ": " + job)
        .reduce("", (_, last) -> last);
  }

  private Position end(StreamModel stream) {
    return stream
        .backfill
        .map(StreamModel.Backfilled::end)
        .orElseGet(() -> world.log.end(stream.tenant()));
  }

  void check() {
    world.auditor.streams().stream()
        .filter(stream -> stream.isGoingOn() || stream.kind == StreamKind.REGULAR)
        .forEach(this::checkReader);
    world.auditor.streams().forEach(this::checkThrough);
    checkNoneTwice();
    PlaceCheck.run(world);
    checkQuietWorld();
    SelfChecks.run(world);
    require(world.stores.open() == 0, Promise.NO_DEFECT, "uploads were left open");
  }

  /** Reads as a customer does who reads what delivered jobs list. */
  private void checkReader(StreamModel stream) {
    Map<String, Integer> seen = new HashMap<>();
    for (StreamModel.Committed job : stream.committed) {
      job.delivery()
          .objects()
          .forEach(
              key ->
                  content(job.place(), key.value())
                      .lines()
                      .forEach(line -> seen.merge(id(line), 1, Integer::sum)));
    }
    for (StreamModel.Committed job : stream.committed) {
      for (AcceptedEvent event : world.accepted.in(job.job().tenant(), job.held())) {
        int wanted = ExpectedObjects.selects(job.settings().selection(), event) ? 1 : 0;
        int found = seen.getOrDefault(event.id(), 0);
        require(found >= wanted, Promise.NONE_MISSING, event.line());
        require(found <= wanted, Promise.NONE_TWICE, event.line());
      }
    }
    long covered =
        world
            .accepted
            .in(stream.tenant(), new Range(stream.start.cursor(), stream.cursor()))
            .size();
    long counted =
        stream.committed.stream()
            .map(StreamModel.Committed::delivery)
            .mapToLong(all -> all.events() + all.suppressed() + all.expired())
            .sum();
    require(covered == counted, Promise.NONE_MISSING, counted + " of " + covered + " events");
  }

  private static String id(String line) {
    int start = line.indexOf("\"eventID\":\"") + "\"eventID\":\"".length();
    return line.substring(start, line.indexOf('"', start));
  }

  /**
   * A job has what was received in its time: nothing of it is left to later ones. Where it was cut
   * goes by what the log still held.
   */
  private void checkThrough(StreamModel stream) {
    List<AcceptedEvent> all = world.accepted.of(stream.tenant());
    checkStart(stream, all);
    for (StreamModel.Committed committed : stream.committed) {
      ExportJob job = committed.job();
      List<AcceptedEvent> own = world.accepted.in(stream.tenant(), committed.held());
      Optional<AcceptedEvent> next =
          all.stream().filter(event -> event.position() >= job.range().to().value()).findFirst();
      next.ifPresent(
          event ->
              require(
                  event.receivedTime() > job.receivedThrough(),
                  Promise.RECEIVED_THROUGH,
                  "job " + job.sequence() + " claims " + event.line()));
      require(
          own.isEmpty()
              || own.getLast().receivedTime() <= job.receivedThrough()
              || isOneTime(own, next),
          Promise.RECEIVED_THROUGH,
          "job " + job.sequence() + " has more than was received through its time");
    }
  }

  /**
   * Of what lies before a stream's start, removed or not, its jobs claim nothing; unless another's
   * job, up to which retention removed events, had divided those of one time.
   */
  private static void checkStart(StreamModel stream, List<AcceptedEvent> all) {
    long start = stream.start.cursor().value();
    Optional<AcceptedEvent> first =
        all.stream().filter(event -> event.position() >= start).findFirst();
    all.stream()
        .filter(event -> event.position() < start)
        .filter(event -> event.receivedTime() > stream.start.receivedThrough())
        .filter(event -> event.receivedTime() <= stream.through())
        .forEach(
            event ->
                require(
                    first.filter(held -> isReceivedWith(held, event)).isPresent(),
                    Promise.RECEIVED_THROUGH,
                    stream + " claims " + event.line() + ", which is before its start"));
  }

  private static boolean isReceivedWith(AcceptedEvent one, AcceptedEvent other) {
    return one.receivedTime() == other.receivedTime();
  }

  /** More events than fit into a job were received at once: the only ones that are divided. */
  private static boolean isOneTime(List<AcceptedEvent> own, Optional<AcceptedEvent> next) {
    long time = own.getFirst().receivedTime();
    return own.getLast().receivedTime() == time
        && next.filter(event -> event.receivedTime() == time).isPresent();
  }

  /**
   * Whatever lies at a place, listed or not: one export never puts an event there twice, unless a
   * backup was restored in between.
   */
  private void checkNoneTwice() {
    Map<String, String> exports = new HashMap<>();
    for (StreamModel stream : world.auditor.streams()) {
      exports.put(
          stream.start.id().prefix(), stream.export.configuration.id() + " " + stream.life + " ");
    }
    world.stores.places().forEach((place, objects) -> checkNoneTwice(place, objects, exports));
  }

  private static void checkNoneTwice(
      String place, SortedMap<String, StoredObject> objects, Map<String, String> exports) {
    Set<String> seen = new HashSet<>();
    objects.forEach(
        (key, object) -> {
          if (key.startsWith(ManifestNames.ROOT)) {
            return;
          }
          String name = key.substring(key.lastIndexOf('/') + 1);
          String export = exports.get(name.substring(0, name.indexOf('-')));
          object
              .content()
              .lines()
              .forEach(
                  line ->
                      require(
                          seen.add(export + id(line)),
                          Promise.NONE_TWICE,
                          "at " + place + ": " + line));
        });
  }

  private void checkQuietWorld() {
    List<StreamModel.Committed> jobs =
        world.auditor.streams().stream()
            .flatMap(stream -> stream.committed.stream())
            .filter(job -> job.delivery().events() > 0)
            .filter(job -> world.log.start(job.job().tenant()).compareTo(job.held().from()) <= 0)
            .toList();
    if (jobs.isEmpty()) {
      return;
    }
    StreamModel.Committed job = world.dice.pick(jobs);
    Map<String, String> there = new HashMap<>();
    job.delivery()
        .objects()
        .forEach(key -> there.put(key.value(), content(job.place(), key.value())));
    Map<String, String> alone =
        new QuietWorld(world.log, world.dice).objects(job.job(), job.settings(), job.held().from());
    require(
        alone.equals(there),
        Promise.QUIET_WORLD,
        "alone, job " + job.job().sequence() + " makes " + alone.keySet() + there.keySet());
  }
}
