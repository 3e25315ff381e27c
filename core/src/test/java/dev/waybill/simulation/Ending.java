package dev.waybill.simulation;

import static dev.waybill.simulation.Auditor.require;

import dev.waybill.export.ExportJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    while (world.scheduler.isAtWork()) {
      world.scheduler.sleep(LOOK_EVERY);
    }
  }

  private List<String> undelivered() {
    List<String> undelivered = new ArrayList<>();
    for (ExportModel export : existing()) {
      long end = world.log.end(export.configuration.tenant()).value();
      if (export.cursor() < end) {
        String job =
            world.ledger.plannable(export.configuration.id()).stream()
                .flatMap(found -> found.unfinished().stream())
                .map(ExportJob::toString)
                .findAny()
                .orElse("no job");
        undelivered.add(export.configuration.id() + " at " + export.cursor() + ": " + job);
      }
    }
    return undelivered;
  }

  private List<ExportModel> existing() {
    return world.auditor.exports().values().stream().filter(export -> !export.deleted).toList();
  }

  void check() {
    existing().forEach(this::checkReader);
    world.auditor.exports().values().forEach(this::checkThrough);
    checkNoneTwice();
    checkQuietWorld();
    require(world.stores.open() == 0, Promise.NO_DEFECT, "uploads were left open");
  }

  /** Reads as a customer does who reads what delivered jobs list. */
  private void checkReader(ExportModel export) {
    Map<String, Integer> seen = new HashMap<>();
    for (ExportModel.Committed job : export.committed) {
      SortedMap<String, StoredObject> objects = world.stores.at(job.place());
      job.delivery()
          .objects()
          .forEach(
              key -> {
                StoredObject object = objects.get(key.value());
                require(object != null, Promise.NONE_MISSING, key + " is gone");
                if (object != null) {
                  object.content().lines().forEach(line -> seen.merge(id(line), 1, Integer::sum));
                }
              });
    }
    for (ExportModel.Committed job : export.committed) {
      for (AcceptedEvent event : world.accepted.in(job.job().tenant(), job.held())) {
        int wanted = ExpectedObjects.selects(job.settings().selection(), event) ? 1 : 0;
        int found = seen.getOrDefault(event.id(), 0);
        require(found >= wanted, Promise.NONE_MISSING, event.line());
        require(found <= wanted, Promise.NONE_TWICE, event.line());
      }
    }
    long covered =
        world.accepted.of(export.configuration.tenant()).stream()
            .filter(event -> event.position() >= export.start.cursor().value())
            .count();
    long counted =
        export.committed.stream()
            .map(ExportModel.Committed::delivery)
            .mapToLong(all -> all.events() + all.suppressed() + all.expired())
            .sum();
    require(covered == counted, Promise.NONE_MISSING, counted + " of " + covered + " events");
  }

  private static String id(String line) {
    int start = line.indexOf("\"eventID\":\"") + "\"eventID\":\"".length();
    return line.substring(start, line.indexOf('"', start));
  }

  /** Nothing that a job leaves to later ones was received in its time. */
  private void checkThrough(ExportModel export) {
    for (ExportModel.Committed job : export.committed) {
      world.accepted.of(export.configuration.tenant()).stream()
          .filter(event -> event.position() >= job.job().range().to().value())
          .findFirst()
          .ifPresent(
              event ->
                  require(
                      event.receivedTime() > job.job().receivedThrough(),
                      Promise.RECEIVED_THROUGH,
                      "job " + job.job().sequence() + " claims " + event.line()));
    }
  }

  /** Whatever lies at a place, listed or not: one stream never puts an event there twice. */
  private void checkNoneTwice() {
    world
        .stores
        .places()
        .forEach(
            (place, objects) -> {
              Set<String> seen = new HashSet<>();
              objects.forEach(
                  (key, object) -> {
                    String stream = key.substring(key.lastIndexOf('/') + 1).substring(0, 12);
                    object
                        .content()
                        .lines()
                        .forEach(
                            line ->
                                require(
                                    seen.add(stream + id(line)),
                                    Promise.NONE_TWICE,
                                    "at " + place + ": " + line));
                  });
            });
  }

  private void checkQuietWorld() {
    List<ExportModel.Committed> jobs =
        world.auditor.exports().values().stream()
            .flatMap(export -> export.committed.stream())
            .filter(job -> job.delivery().events() > 0)
            .filter(job -> world.log.start(job.job().tenant()).compareTo(job.held().from()) <= 0)
            .toList();
    if (jobs.isEmpty()) {
      return;
    }
    ExportModel.Committed job = world.dice.pick(jobs);
    Map<String, String> there = new HashMap<>();
    job.delivery()
        .objects()
        .forEach(
            key -> {
              StoredObject object = world.stores.at(job.place()).get(key.value());
              there.put(key.value(), object == null ? "" : object.content());
            });
    Map<String, String> alone =
        new QuietWorld(world.log, world.dice).objects(job.job(), job.settings(), job.held().from());
    require(
        alone.equals(there),
        Promise.QUIET_WORLD,
        "alone, job " + job.job().sequence() + " makes " + alone.keySet() + there.keySet());
  }
}
