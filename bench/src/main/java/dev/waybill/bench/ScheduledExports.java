package dev.waybill.bench;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Interval;
import dev.waybill.export.Schedule;
import dev.waybill.export.Selection;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Many exports with one tick. */
final class ScheduledExports {
  static final Instant TICK = Instant.parse("2026-11-20T14:00:00Z");

  /** Times of receipt lie before the tick. */
  static final Instant START = TICK.minus(Duration.ofMinutes(30));

  private final RawEngine engine;

  ScheduledExports(RawEngine engine) {
    this.engine = engine;
  }

  static TenantId tenant(int number) {
    return new TenantId("tenant-" + number);
  }

  /**
   * Creates hourly exports whose next tick is {@link #TICK}, each tenant's on one integration.
   *
   * @return when each of them is due, in seconds after the start, ascending
   */
  long[] create(int tenants, int exportsPerTenant, URI endpoint) {
    return IntStream.range(0, tenants)
        .parallel()
        .mapToObj(number -> createOf(tenant(number), exportsPerTenant, endpoint))
        .flatMapToLong(Arrays::stream)
        .sorted()
        .toArray();
  }

  private long[] createOf(TenantId tenant, int exports, URI endpoint) {
    engine.controlPlane.tenants().upsert(tenant, tenant.value(), engine.time.now());
    StorageIntegration integration = engine.integration(tenant, "archive", endpoint);
    return IntStream.range(0, exports)
        .mapToLong(number -> create(integration, number == 0))
        .toArray();
  }

  private long create(StorageIntegration integration, boolean first) {
    Optional<ExportConfiguration> export = Optional.empty();
    while (export.isEmpty()) { // one of a million names may have been given before
      export =
          engine.create(
              integration, first, "all events", Interval.EVERY_HOUR, Selection.ALL, START);
    }
    Instant due = TICK.plus(new Schedule(export.get().id(), Interval.EVERY_HOUR).spread());
    return Math.ceilDiv(Duration.between(START, due).toMillis(), 1000L);
  }
}
