package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/** What may be shown of {@link Credentials}: the way they authenticate, and nothing secret. */
public sealed interface Authentication {

  /** When the credentials end by themselves, as far as they say so. */
  default Optional<Instant> expiresAt() {
    return Optional.empty();
  }

  record None() implements Authentication {}

  record AccessKey() implements Authentication {}

  record AssumedRole(RoleArn role) implements Authentication {
    public AssumedRole {
      requireNonNull(role, "role is null");
    }
  }

  /**
   * @param expiresAt empty if a stored access policy of the container's says so
   * @param permissions as letters, such as {@code cw}; empty likewise
   */
  record SharedAccessSignature(Optional<Instant> expiresAt, Optional<String> permissions)
      implements Authentication {
    public SharedAccessSignature {
      requireNonNull(expiresAt, "expiresAt is null");
      requireNonNull(permissions, "permissions is null");
    }
  }

  /** The service's multi-tenant application, in a directory of the customer's. */
  record EntraApplication(EntraDirectory directory) implements Authentication {
    public EntraApplication {
      requireNonNull(directory, "directory is null");
    }
  }

  /** The service's own service account, which the customer grants. */
  record GoogleGrant() implements Authentication {}

  record ServiceAccountKey(String clientEmail, String privateKeyId) implements Authentication {
    public ServiceAccountKey {
      requireNonNull(clientEmail, "clientEmail is null");
      requireNonNull(privateKeyId, "privateKeyId is null");
    }
  }
}
