package dev.waybill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.event.EventKind;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Interval;
import dev.waybill.export.Schedule;
import dev.waybill.export.Selection;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A data directory with which a server has run for hours: a tenant whose many exports have
 * delivered a job an hour, and other tenants beside it.
 */
final class PastDeliveries {
  private static final int INTEGRATIONS = 5;

  /** The widest there is. */
  private static final Duration SPREAD = Duration.ofMinutes(5);

  private final RawEngine engine;
  private final TenantId tenant;
  private final URI endpoint;
  private final List<ExportConfiguration> exports = new ArrayList<>();

  private PastDeliveries(RawEngine engine, TenantId tenant, URI endpoint) {
    this.engine = engine;
    this.tenant = tenant;
    this.endpoint = endpoint;
  }

  /**
   * Makes one; nothing of it is due before the next midnight, so that no delivery disturbs what is
   * measured.
   *
   * @param others how many other tenants there are
   * @param endpoint an S3 endpoint that takes everything
   */
  static void make(Path data, TenantId tenant, int exports, int others, int hours, URI endpoint)
      throws InterruptedException {
    Instant lastTick = Instant.now().minus(SPREAD).truncatedTo(ChronoUnit.HOURS);
    Instant start = lastTick.minus(Duration.ofHours(hours)).plus(SPREAD);
    try (var engine = new RawEngine(data, start)) {
      var past = new PastDeliveries(engine, tenant, endpoint);
      past.create(exports);
      past.createOthers(others);
      engine.start();
      for (int hour = 1; hour <= hours; hour++) {
        past.deliver(hour);
      }
      past.deliverDaily();
    }
  }

  private void create(int count) {
    engine.controlPlane.tenants().upsert(tenant, "Benchmark", engine.time.now());
    for (int number = 0; number < INTEGRATIONS; number++) {
      StorageIntegration integration = engine.integration(tenant, "archive-" + number, endpoint);
      for (int i = number; i < count; i += INTEGRATIONS) {
        var selection = new Selection(Set.of(EventKind.SYSTEM), Set.of(area(i), "everywhere"));
        exports.add(export(integration, i == number, "area " + i, Interval.EVERY_HOUR, selection));
      }
    }
  }

  private void createOthers(int tenants) {
    for (int number = 0; number < tenants; number++) {
      var other = new TenantId("tenant-" + number);
      engine.controlPlane.tenants().upsert(other, other.value(), engine.time.now());
      StorageIntegration integration = engine.integration(other, "archive", endpoint);
      export(integration, true, "all events", Interval.EVERY_24_HOURS, Selection.ALL);
    }
  }

  private ExportConfiguration export(
      StorageIntegration integration,
      boolean first,
      String name,
      Interval interval,
      Selection selection) {
    return engine
        .create(integration, first, name, interval, selection, engine.time.now())
        .orElseThrow();
  }

  /** Each export delivers an event of its own, and one that all deliver. */
  private void deliver(int hour) throws InterruptedException {
    engine.time.set(Duration.ofHours(hour).minus(SPREAD.multipliedBy(2)));
    engine.append(tenant, events(engine.time.now()));
    engine.time.set(Duration.ofHours(hour));
    engine.wake();
    engine.awaitDelivered(exports.size());
  }

  private byte[] events(Instant at) {
    var body = new StringBuilder(event("everywhere", at));
    for (int i = 0; i < exports.size(); i++) {
      body.append(event(area(i), at));
    }
    return body.toString().getBytes(UTF_8);
  }

  private static String event(String category, Instant at) {
    return """
        {"eventID":"%s","eventTime":%d,"eventSource":"policy-engine","eventName":"policy-engine:%s",\
        "userIdentity":{"type":"User","id":"u-17","name":"ines.garcia"},"category":"%s","responseCode":200}
        """
        .formatted(UUID.randomUUID(), at.toEpochMilli(), category, category);
  }

  private static String area(int number) {
    return "area-" + number;
  }

  private void deliverDaily() {
    Instant now = engine.time.now();
    for (ExportConfiguration export : exports) {
      var schedule = new Schedule(export.id(), Interval.EVERY_24_HOURS);
      Instant today = schedule.currentTick(now);
      engine
          .controlPlane
          .exportConfigurations()
          .update(
              new ExportConfiguration(
                  export.id(),
                  export.tenant(),
                  export.name(),
                  export.integration(),
                  Interval.EVERY_24_HOURS,
                  export.selection(),
                  export.output(),
                  export.startFrom(),
                  export.enabled(),
                  export.revision() + 1,
                  export.createdAt(),
                  now),
              schedule.nextDue(today, now));
    }
  }
}
