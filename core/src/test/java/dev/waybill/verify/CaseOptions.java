package dev.waybill.verify;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.PlaceCase;
import dev.waybill.tenant.TenantId;
import dev.waybill.verify.Trust.BucketKeys;
import dev.waybill.verify.Trust.Revocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the options of a case ask for. */
record CaseOptions(Trust trust, Expectations expectations) {

  static CaseOptions of(PlaceCase place) {
    BucketKeys bucketKeys = BucketKeys.AS_SUCCESSORS;
    List<Revocation> revoked = new ArrayList<>();
    Set<UUID> streams = new HashSet<>();
    Set<TenantId> tenants = new HashSet<>();
    Optional<Instant> through = Optional.empty();
    Iterator<String> options = place.options().iterator();
    while (options.hasNext()) {
      switch (options.next()) {
        case "--trust-bucket-key" -> bucketKeys = BucketKeys.TRUSTED;
        case "--revoked" -> revoked.add(revocation(options.next()));
        case "--stream" -> streams.add(UUID.fromString(options.next()));
        case "--tenant" -> tenants.add(new TenantId(options.next()));
        case "--expect-through" ->
            through = Optional.of(Instant.ofEpochMilli(Long.parseLong(options.next())));
        default -> throw new AssertionError("an option of no verifier");
      }
    }
    return new CaseOptions(
        new Trust(place.trusted(), bucketKeys, revoked),
        new Expectations(streams, tenants, through));
  }

  private static Revocation revocation(String text) {
    String[] parts = text.split("[@:]", -1);
    return new Revocation(new KeyId(parts[0]), UUID.fromString(parts[1]), Long.parseLong(parts[2]));
  }
}
