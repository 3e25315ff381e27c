package dev.waybill.verify;

import dev.waybill.manifest.ManifestNames;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.Sha256;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The streams that others continue after a restore. */
final class Predecessors {
  private final List<AcceptedFile<OriginRecord>> records;
  private final Map<UUID, Chain> chains;
  private final Set<UUID> expected;

  /**
   * @param records that name manifests of other streams
   * @param chains to their ends
   * @param expected streams, which must be whole
   */
  Predecessors(
      List<AcceptedFile<OriginRecord>> records, Map<UUID, Chain> chains, Set<UUID> expected) {
    this.records = records;
    this.chains = chains;
    this.expected = expected;
  }

  void check(Consumer<Observation> report) {
    for (AcceptedFile<OriginRecord> record : records) {
      otherTenant(record).ifPresent(report);
      otherManifest(record).ifPresent(report);
      noManifest(record).ifPresent(report);
    }
  }

  /** Those that have ended, since a stream of the same tenant goes on in their place. */
  Set<UUID> ended() {
    return records.stream()
        .filter(record -> otherTenant(record).isEmpty())
        .map(record -> previous(record).stream())
        .collect(Collectors.toSet());
  }

  private Optional<Observation> otherTenant(AcceptedFile<OriginRecord> record) {
    TenantId own = record.content().tenant();
    return chain(record)
        .flatMap(Chain::tenant)
        .filter(tenant -> !tenant.equals(own))
        .map(
            tenant ->
                new Observation(
                    Code.OTHER_TENANT,
                    record.key(),
                    "tenant " + tenant + ", as the stream that this one continues",
                    "tenant " + own));
  }

  private Optional<Observation> otherManifest(AcceptedFile<OriginRecord> record) {
    Sha256 named = previous(record).sha256();
    return chain(record)
        .flatMap(chain -> chain.hash(previous(record).sequence()))
        .filter(here -> !here.equals(named))
        .map(
            here ->
                new Observation(
                    Code.BROKEN_CHAIN, record.key(), "previous " + here, String.valueOf(named)));
  }

  private Optional<Observation> noManifest(AcceptedFile<OriginRecord> record) {
    OriginRecord.Previous previous = previous(record);
    boolean here = chain(record).filter(c -> c.hasManifest(previous.sequence())).isPresent();
    return here
        ? Optional.empty()
        : Optional.of(
            new Observation(
                expected.contains(previous.stream()) ? Code.MISSING_MANIFEST : Code.NOT_COVERED,
                new ManifestNames(previous.stream()).manifest(previous.sequence()).value(),
                "the manifest that " + record.key() + " continues",
                "nothing: the stream that this one continues is not proven here"));
  }

  private Optional<Chain> chain(AcceptedFile<OriginRecord> record) {
    return Optional.ofNullable(chains.get(previous(record).stream()));
  }

  private static OriginRecord.Previous previous(AcceptedFile<OriginRecord> record) {
    return record.content().previous().orElseThrow();
  }
}
