package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * API keys. Only a hash of the secret is stored; it is shown once, when it is made. Each change is
 * one transaction, durable when it returns, and counts at once, whoever uses a key meanwhile. Safe
 * for use by many threads.
 */
public interface ApiKeys {

  /**
   * A key together with its secret.
   *
   * @param secret 256 random bits behind a recognisable prefix
   */
  record Issued(ApiKey key, String secret) {
    @Override
    public String toString() {
      return "Issued[" + key + "]";
    }
  }

  /**
   * By what a request that is sent again is known.
   *
   * @param requestDigest of what is asked for: the same value with another digest is a conflict
   */
  record Once(String value, String requestDigest) {
    public Once {
      requireNonNull(value, "value is null");
      requireNonNull(requestDigest, "requestDigest is null");
    }
  }

  /** What became of the wish for a key. */
  sealed interface Creation {
    record Created(Issued issued) implements Creation {
      public Created {
        requireNonNull(issued, "issued is null");
      }
    }

    /** The same request made this key before; its secret is not shown a second time. */
    record Repeated(ApiKey key) implements Creation {
      public Repeated {
        requireNonNull(key, "key is null");
      }
    }

    /** The request contradicts an earlier one; {@code message} says how, in a sentence. */
    record Conflict(String message) implements Creation {
      public Conflict {
        requireNonNull(message, "message is null");
      }
    }
  }

  /** What became of the wish to end a key. */
  enum Revocation {
    REVOKED,
    NOT_FOUND,
    /** Nobody could administer anything for as long as with this key, so it stays. */
    LAST_OPERATOR
  }

  /** What became of the wish for a key's successor. */
  sealed interface Rotation {
    /**
     * Both keys work until the overlap is over.
     *
     * @param replaced the key before, with its end
     */
    record Rotated(Issued successor, ApiKey replaced) implements Rotation {
      public Rotated {
        requireNonNull(successor, "successor is null");
        requireNonNull(replaced, "replaced is null");
      }
    }

    record NotFound() implements Rotation {}

    /** The key has expired: nothing is handed on by it. */
    record Expired() implements Rotation {}

    /** The key has a successor already. */
    record Replaced(UUID by) implements Rotation {
      public Replaced {
        requireNonNull(by, "by is null");
      }
    }

    /**
     * It is the last key of an operator, and would end before anybody can have tried its successor.
     */
    record LastOperator() implements Rotation {}
  }

  /** The shortest overlap with which the last operator's key is replaced. */
  Duration LEAST_OPERATOR_OVERLAP = Duration.ofMinutes(1);

  /**
   * Makes a key; {@code tenant} empty for a platform key.
   *
   * @throws KeyLimitException if the tenant has as many as it may; the platform has no limit
   */
  Issued issue(Optional<TenantId> tenant, KeyTerms terms, Instant now);

  /** Makes a key that does not end by itself. */
  default Issued issue(
      Optional<TenantId> tenant, String name, Set<Permission> permissions, Instant now) {
    return issue(tenant, new KeyTerms(name, permissions, Optional.empty()), now);
  }

  /**
   * Makes a key whose secret is handed over before the key is stored, and not stored if that fails:
   * a crash in between leaves a secret without a key, never a key whose secret nobody has.
   */
  void issue(
      Optional<TenantId> tenant,
      String name,
      Set<Permission> permissions,
      Instant now,
      Consumer<String> handover);

  /**
   * Makes a tenant's key, unless the same request made one before.
   *
   * @throws KeyLimitException if the tenant has as many as it may
   */
  Creation issueOnce(TenantId tenant, KeyTerms terms, Once once, Instant now);

  /** The key that this secret belongs to, unless it was revoked or has expired. Notes the use. */
  Optional<ApiKey> authenticate(String secret);

  /**
   * Whose secret this is, also if the key has ended: it lets nobody in, and this is no use of it.
   */
  Optional<ApiKey> recognise(String secret);

  /**
   * The keys of a tenant, or the platform's, oldest first: without the revoked ones, and without
   * those that expired over 30 days ago.
   */
  List<ApiKey> list(Optional<TenantId> tenant);

  /**
   * When the keys of a tenant, or the platform's, were last used; those that never were are absent.
   * A crash forgets the uses of the last minute.
   */
  Map<UUID, Instant> lastUses(Optional<TenantId> tenant);

  /** Removes what is left of keys that were revoked or expired over 90 days ago. */
  int removeEnded(Instant now);

  /** Stores the uses noted since the last call; to be called every minute. */
  void saveUses();

  /** Ends a key at once, whosever it is. */
  Revocation revoke(UUID id, Instant now);

  /** Ends a key of that tenant at once; another's is not found. */
  Revocation revoke(TenantId tenant, UUID id, Instant now);

  /**
   * Makes a key of the same owner, name and permissions, and lets the one before end after {@code
   * overlap}, or at its own time if that is earlier. Each key has one successor at most.
   *
   * @param expiresAt of the successor; empty if it is to live for as long as the key before was
   *     made for
   * @throws KeyLimitException if the tenant would have more than twice as many keys as it may make,
   *     with those that were replaced and go on
   */
  Rotation rotate(UUID id, Duration overlap, Optional<Instant> expiresAt, Instant now);

  /** The same for a key of that tenant; another's is not found. */
  Rotation rotate(
      TenantId tenant, UUID id, Duration overlap, Optional<Instant> expiresAt, Instant now);
}
