package dev.waybill.server.keys;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.KeyLimitException;
import dev.waybill.tenant.KeyTerms;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What operators do with keys: with those of all tenants, and those of the platform. */
public final class KeyEditor {
  private final ApiKeys keys;
  private final TenantDeletions deletions;
  private final TimeSource time;

  public KeyEditor(ApiKeys keys, TenantDeletions deletions, TimeSource time) {
    this.keys = requireNonNull(keys, "keys is null");
    this.deletions = requireNonNull(deletions, "deletions is null");
    this.time = requireNonNull(time, "time is null");
  }

  /** The keys of a tenant, or the platform's, oldest first. */
  public List<KeyView> list(Optional<TenantId> tenant) {
    Map<UUID, Instant> uses = keys.lastUses(tenant);
    return keys.list(tenant).stream()
        .map(key -> new KeyView(key, Optional.ofNullable(uses.get(key.id()))))
        .toList();
  }

  /**
   * Makes a key.
   *
   * @param tenant empty for a platform key
   */
  public MadeKey create(Caller caller, Optional<TenantId> tenant, KeyAsked asked) {
    if (tenant.isPresent() && asked.permissions().contains(Permission.OPERATOR)) {
      throw new InvalidInput(
          "permissions", "A tenant's key cannot be an OPERATOR's: make it under /api/admin/keys.");
    }
    Instant now = time.now();
    KeyTerms terms = asked.terms(now);
    tenant.ifPresent(id -> requireMaySend(id, terms));
    return deletions
        .unlessDeletedSince(
            caller.deletions(), tenant::stream, () -> made(issue(tenant, terms, now)))
        .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "There is no such tenant."));
  }

  ApiKeys.Issued issue(Optional<TenantId> tenant, KeyTerms terms, Instant now) {
    return withinLimit(() -> keys.issue(tenant, terms, now));
  }

  static <T> T withinLimit(Supplier<T> work) {
    try {
      return work.get();
    } catch (KeyLimitException e) {
      throw conflict(String.valueOf(e.getMessage()));
    }
  }

  /** Makes a key's successor. */
  public Replacement rotate(UUID id, RotationAsked asked) {
    Instant now = time.now();
    Optional<Instant> end = asked.expiry().from(now);
    return replacement(withinLimit(() -> keys.rotate(id, asked.length(), end, now)));
  }

  /** Ends a key at once. */
  public void revoke(UUID id) {
    require(keys.revoke(id, time.now()));
  }

  /** The operators' tenant holds what the service records, and nothing that is sent. */
  static void requireMaySend(TenantId tenant, KeyTerms terms) {
    if (tenant.equals(TenantId.OPERATORS) && terms.permissions().contains(Permission.INGEST)) {
      throw conflict(
          "The tenant "
              + tenant
              + " holds the record of what operators do: it takes no events, the service alone"
              + " writes them.");
    }
  }

  static MadeKey made(ApiKeys.Issued issued) {
    return new MadeKey(KeyView.unused(issued.key()), Optional.of(issued.secret()));
  }

  static Replacement replacement(ApiKeys.Rotation rotation) {
    return switch (rotation) {
      case ApiKeys.Rotation.Rotated(ApiKeys.Issued successor, ApiKey replaced) ->
          new Replacement(made(successor), replaced);
      case ApiKeys.Rotation.NotFound() -> throw noSuchKey();
      case ApiKeys.Rotation.Expired() -> throw conflict("The key has expired: make a new one.");
      case ApiKeys.Rotation.Replaced(UUID by) ->
          throw conflict("The key was replaced already, by " + by + ": rotate that one.");
      case ApiKeys.Rotation.LastOperator() ->
          throw conflict(
              "This is the last key with OPERATOR, none of the others lasts as long: give an"
                  + " overlap of at least 1m, so that the new one can be tried.");
    };
  }

  static void require(ApiKeys.Revocation revocation) {
    switch (revocation) {
      case REVOKED -> {}
      case NOT_FOUND -> throw noSuchKey();
      case LAST_OPERATOR ->
          throw conflict(
              "This is the last key with OPERATOR, none of the others lasts as long: without it"
                  + " nobody could administer anything. Make another one first that ends no"
                  + " earlier, or replace this one.");
    }
  }

  static ProblemException noSuchKey() {
    return new ProblemException(ProblemCode.NOT_FOUND, "There is no such key.");
  }

  static ProblemException conflict(String detail) {
    return new ProblemException(new Problem(ProblemCode.CONFLICT, detail));
  }
}
