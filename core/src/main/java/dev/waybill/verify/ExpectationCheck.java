package dev.waybill.verify;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Compares what was found with what the user expected. */
final class ExpectationCheck {
  private final Expectations expected;
  private final Consumer<Observation> report;

  ExpectationCheck(Expectations expected, Consumer<Observation> report) {
    this.expected = expected;
    this.report = report;
  }

  /**
   * @param chains of all streams that left more than keys
   * @param ended streams that others continue
   */
  void check(Map<UUID, Chain> chains, Set<UUID> ended) {
    if (chains.isEmpty()) {
      report(Code.NOTHING_FOUND, "", "a stream", "no manifest and no origin record");
    }
    expected.streams().stream()
        .filter(stream -> Optional.ofNullable(chains.get(stream)).flatMap(Chain::tenant).isEmpty())
        .map(UUID::toString)
        .sorted()
        .forEach(
            stream ->
                report(
                    Code.STREAM_NOT_FOUND,
                    stream,
                    "the stream",
                    "no document of it that is accepted"));
    Set<TenantId> tenants =
        chains.values().stream()
            .flatMap(chain -> chain.tenant().stream())
            .collect(Collectors.toSet());
    expected.tenants().stream()
        .filter(tenant -> !tenants.contains(tenant))
        .map(TenantId::value)
        .sorted()
        .forEach(
            tenant ->
                report(
                    Code.TENANT_NOT_FOUND,
                    tenant,
                    "the tenant",
                    "no stream of it that is accepted"));
    if (!expected.tenants().isEmpty()) {
      chains.values().forEach(this::requireExpectedTenant);
    }
    expected
        .through()
        .ifPresent(
            through -> {
              List<Chain> counted =
                  chains.values().stream().filter(chain -> counts(chain, ended)).toList();
              counted.forEach(chain -> requireThrough(through, chain));
              requireSome(through, counted);
            });
  }

  /** A list of tenants is a closed one: nobody else's stream belongs here. */
  private void requireExpectedTenant(Chain chain) {
    Optional<TenantId> other = chain.tenant().filter(t -> !expected.tenants().contains(t));
    if (other.isPresent()) {
      report(
          Code.OTHER_TENANT,
          chain.witness().orElseThrow(),
          "streams of " + sorted(expected.tenants()) + " alone",
          "a stream of tenant " + other.get());
    }
  }

  /** Whether the time holds for a stream. */
  private boolean counts(Chain chain, Set<UUID> ended) {
    return !ended.contains(chain.stream())
        && (expected.streams().isEmpty()
            ? chain.completeThrough().isPresent() && !chain.isBackfill()
            : expected.streams().contains(chain.stream()));
  }

  private void requireThrough(Instant through, Chain chain) {
    Optional<Instant> reached = chain.completeThrough();
    if (reached.filter(time -> !time.isBefore(through)).isEmpty()) {
      report(
          Code.NOT_COMPLETE_THROUGH,
          chain.stream().toString(),
          "complete through " + through,
          reached.map(time -> "ends at " + time).orElse("no manifest"));
    }
  }

  /** If every stream that goes on was removed, the time would hold for none. */
  private void requireSome(Instant through, List<Chain> counted) {
    Set<TenantId> tenants =
        counted.stream().flatMap(chain -> chain.tenant().stream()).collect(Collectors.toSet());
    String should = "a stream that is complete through " + through;
    String is = "none: whatever is here has ended, has no manifest, or is not named";
    if (expected.tenants().isEmpty() && counted.isEmpty()) {
      report(Code.NOT_COMPLETE_THROUGH, "", should, is);
    }
    sorted(expected.tenants()).stream()
        .filter(tenant -> !tenants.contains(new TenantId(tenant)))
        .forEach(tenant -> report(Code.NOT_COMPLETE_THROUGH, tenant, should, is));
  }

  private static List<String> sorted(Set<TenantId> tenants) {
    return tenants.stream().map(TenantId::value).sorted().toList();
  }

  private void report(Code code, String object, String should, String is) {
    report.accept(new Observation(code, object, should, is));
  }
}
