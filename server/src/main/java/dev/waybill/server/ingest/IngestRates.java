package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps every tenant to its rate of events and bytes. A rate that changes starts afresh, as does a
 * tenant that has not sent while very many others did.
 */
final class IngestRates {
  private static final int REMEMBERED = 50_000;

  private final Function<TenantId, Optional<Tenant>> tenants;
  private final IngestRate ofOthers;
  private final TimeSource time;
  private final Cache<TenantId, RateMeter> meters =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /**
   * @param tenants asked for each request; remembers those that it was asked for
   * @param ofOthers for what a tenant has not of its own
   */
  IngestRates(Function<TenantId, Optional<Tenant>> tenants, IngestRate ofOthers, TimeSource time) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.ofOthers = requireNonNull(ofOthers, "ofOthers is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** Counts a tenant's share of a request, or refuses it and says how long to wait. */
  Optional<Duration> take(TenantId tenant, Share share) {
    return meter(tenant).flatMap(meter -> meter.take(share, time.monotonicNanos()));
  }

  /** How long nothing is taken of the tenant; empty if its next request is. */
  Optional<Duration> debt(TenantId tenant) {
    return meter(tenant).flatMap(meter -> meter.debt(time.monotonicNanos()));
  }

  /** For requests of which nothing was taken after all. */
  void giveBack(Map<TenantId, Share> shares) {
    shares.forEach((tenant, share) -> meter(tenant).ifPresent(meter -> meter.giveBack(share)));
  }

  private Optional<RateMeter> meter(TenantId id) {
    return tenants
        .apply(id)
        .map(tenant -> tenant.quotas().ingest().orElse(ofOthers))
        .filter(rate -> !rate.equals(IngestRate.NONE))
        .map(rate -> meter(id, rate));
  }

  private RateMeter meter(TenantId id, IngestRate rate) {
    @Nullable RateMeter known = meters.getIfPresent(id);
    return known != null && known.measures(rate)
        ? known
        : meters
            .asMap()
            .merge(
                id,
                new RateMeter(rate, time.monotonicNanos()),
                (old, fresh) -> old.measures(rate) ? old : fresh);
  }
}
