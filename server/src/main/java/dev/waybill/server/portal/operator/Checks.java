package dev.waybill.server.portal.operator;

import static dev.waybill.server.portal.operator.Check.State.ATTENTION;
import static dev.waybill.server.portal.operator.Check.State.BROKEN;

import dev.waybill.fault.Stage;
import dev.waybill.server.portal.Shown;
import dev.waybill.server.retention.QuotaPressure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Judges readings as the page on operation says when to alert. */
final class Checks {
  private static final double LITTLE_FREE = 0.15;
  private static final double HARDLY_FREE = 0.05;
  private static final int PERCENT = 100;
  private static final double LATE_INTERVALS = 2;

  private static final Shown SHOW = new Shown();

  private Checks() {}

  /** The worst first. */
  static List<Check> of(Readings read) {
    return List.of(
            taking(read.log()),
            removing(read.log()),
            there("Control plane", read.controlPlane()),
            there("Keys", read.keys()),
            disk(read),
            waiting(read),
            blocked(read.backlog().blocked()),
            risk(read.atRisk()),
            quotas(read.quotas()))
        .stream()
        .sorted(Comparator.comparing(Check::state))
        .toList();
  }

  private static Check taking(Health log) {
    Object refuses = log.getDetails().get("refuses");
    if (refuses == null && isUp(log)) {
      return Check.good("Taking events", "Events are taken.");
    }
    return new Check(
        "Taking events",
        isUp(log) ? ATTENTION : BROKEN,
        "No events are taken" + (refuses == null ? "." : ": " + refuses),
        "Do what the reason says; senders keep their events and try again meanwhile.");
  }

  private static Check removing(Health log) {
    Object withheld = log.getDetails().get("deletesNothing");
    return withheld == null
        ? Check.good("Removing old events", "Old events are removed when their time has come.")
        : new Check(
            "Removing old events",
            ATTENTION,
            "No event is removed by its age: " + withheld,
            "See to the server's clock, then confirm it: waybill admin clock confirm");
  }

  private static Check there(String name, Health health) {
    return isUp(health)
        ? Check.good(name, "Works.")
        : new Check(name, BROKEN, "Does not answer.", "See the server's log for the reason.");
  }

  private static Check disk(Readings read) {
    String log = "the event log takes " + SHOW.bytes(read.logBytes());
    if (Double.isNaN(read.diskFree())) {
      return new Check(
          "Disk",
          ATTENTION,
          "How much is free cannot be told; " + log + ".",
          "See whether the data directory's disk is there.");
    }
    String fact = Math.round(Math.floor(read.diskFree() * PERCENT)) + " % are free; " + log + ".";
    if (read.diskFree() >= LITTLE_FREE) {
      return Check.good("Disk", fact);
    }
    return new Check(
        "Disk",
        read.diskFree() < HARDLY_FREE ? BROKEN : ATTENTION,
        fact,
        "Give the disk of the data directory more room, before no events can be taken.");
  }

  private static Check waiting(Readings read) {
    String fact =
        backlog(read.backlog().due(), read.backlog().running())
            + "; the oldest undelivered event has waited for "
            + SHOW.duration(read.oldestUndelivered())
            + ".";
    return read.lagIntervals() <= LATE_INTERVALS
        ? Check.good("Deliveries", fact)
        : new Check(
            "Deliveries",
            ATTENTION,
            fact + " An export is behind by more than two of its intervals.",
            "See which exports are blocked: waybill audit exportConfig list -o table");
  }

  private static String backlog(long due, long running) {
    return (due == 0 ? "Nothing is due" : SHOW.count(due, "delivery is due", "deliveries are due"))
        + ", "
        + (running == 0 ? "nothing is running" : SHOW.count(running, "is running", "are running"));
  }

  private static Check blocked(Map<Stage, Long> blocked) {
    long all = blocked.values().stream().mapToLong(Long::longValue).sum();
    if (all == 0) {
      return Check.good("Blocked deliveries", "None.");
    }
    String stages =
        blocked.entrySet().stream()
            .filter(stage -> stage.getValue() > 0)
            .sorted(Map.Entry.comparingByKey())
            .map(stage -> SHOW.count(stage.getValue()) + " at " + stage.getKey())
            .collect(Collectors.joining(", "));
    return new Check(
        "Blocked deliveries",
        ATTENTION,
        SHOW.count(all, "delivery", "deliveries") + " failed at the last attempt: " + stages + ".",
        "Each is tried again by itself. The overview of its tenant names the reason, and who can"
            + " repair it.");
  }

  private static Check risk(long exports) {
    return exports == 0
        ? Check.good("Retention", "No export is about to lose events.")
        : new Check(
            "Retention",
            ATTENTION,
            SHOW.count(exports, "export is", "exports are")
                + " about to lose events that are not delivered, since the hard limit removes them.",
            "Repair the exports that say retentionWarning, or raise the hardLimitDays of their"
                + " tenants.");
  }

  private static Check quotas(Optional<QuotaPressure> latest) {
    return latest
        .map(Checks::quotas)
        .orElseGet(() -> Check.good("Storage quotas", "Looked at within a minute of the start."));
  }

  private static Check quotas(QuotaPressure quotas) {
    String half = SHOW.count(quotas.half(), "tenant uses", "tenants use") + " half of it or more";
    String fullest =
        quotas
            .fullest()
            .map(share -> "; most is used by " + share.tenant() + ", " + share.percent() + " %.")
            .orElse(".");
    if (quotas.full() + quotas.near() == 0) {
      return Check.good("Storage quotas", "No tenant uses 80 % of its quota; " + half + fullest);
    }
    return new Check(
        "Storage quotas",
        ATTENTION,
        SHOW.count(
                quotas.full(),
                "tenant has used up its quota, and nothing more of it is taken; ",
                "tenants have used up their quotas, and nothing more of them is taken; ")
            + SHOW.count(quotas.near(), "tenant uses", "tenants use")
            + " 80 % or more; "
            + half
            + fullest,
        "Raise the quota on the page of the tenant, or have its events kept for fewer days.");
  }

  private static boolean isUp(Health health) {
    return health.getStatus().equals(Status.UP);
  }
}
