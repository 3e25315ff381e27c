package dev.waybill.verify;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
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

  void check(Papers papers, Map<UUID, Chain> chains) {
    if (papers.streams().stream().noneMatch(StreamPapers::hasRecords)) {
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
    expected.through().ifPresent(through -> requireThrough(through, papers, chains));
  }

  private void requireThrough(Instant through, Papers papers, Map<UUID, Chain> chains) {
    Set<UUID> replaced = papers.replaced();
    for (StreamPapers stream : papers.streams()) {
      UUID id = stream.stream();
      boolean asked =
          expected.streams().isEmpty()
              ? !stream.isBackfill() && !replaced.contains(id)
              : expected.streams().contains(id);
      Optional<Instant> reached = Optional.of(id).map(chains::get).flatMap(Chain::completeThrough);
      if (asked && reached.filter(time -> !time.isBefore(through)).isEmpty()) {
        report(
            Code.NOT_COMPLETE_THROUGH,
            id.toString(),
            "complete through " + through,
            reached.map(time -> "ends at " + time).orElse("no manifest"));
      }
    }
  }

  private void report(Code code, String object, String should, String is) {
    report.accept(Observation.of(code, object, should, is));
  }
}
