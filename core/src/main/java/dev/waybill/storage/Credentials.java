package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** How to authenticate. No form of it shows a secret in its text. */
public sealed interface Credentials {

  /** None are needed: the directory store. */
  record None() implements Credentials {}

  /**
   * An access key of AWS or an S3-compatible store. While it is exchanged the one before stays at
   * its side: with that, requests are sent again that the store refused because of the new one.
   *
   * @param addedAt when the service got it; empty if that was not noted
   * @param previous the one before, which has none before it; empty once the new one is proven
   */
  record AccessKey(
      String accessKeyId,
      String secretAccessKey,
      Optional<Instant> addedAt,
      Optional<AccessKey> previous)
      implements Credentials {
    public AccessKey {
      requireNonNull(accessKeyId, "accessKeyId is null");
      requireNonNull(secretAccessKey, "secretAccessKey is null");
      requireNonNull(addedAt, "addedAt is null");
      if (previous.flatMap(AccessKey::previous).isPresent()) {
        throw new IllegalArgumentException("more than two access keys at once");
      }
    }

    /** One of which nothing else is known. */
    public AccessKey(String accessKeyId, String secretAccessKey) {
      this(accessKeyId, secretAccessKey, Optional.empty(), Optional.empty());
    }

    /** This one without the one before. */
    public AccessKey alone() {
      return new AccessKey(accessKeyId, secretAccessKey, addedAt, Optional.empty());
    }

    /** This one in the place of an earlier one, which stays beside it for a while. */
    public AccessKey after(AccessKey earlier) {
      return new AccessKey(accessKeyId, secretAccessKey, addedAt, Optional.of(earlier.alone()));
    }

    @Override
    public String toString() {
      return "AccessKey[" + accessKeyId + "]";
    }
  }

  /**
   * A role of the customer's that the service assumes with its own identity; there is no secret.
   *
   * @param externalId that of the storage integration, by which the customer's trust policy knows
   *     on whose behalf the service asks
   */
  record AssumedRole(RoleArn role, UUID externalId) implements Credentials {
    public AssumedRole {
      requireNonNull(role, "role is null");
      requireNonNull(externalId, "externalId is null");
    }
  }

  /** A shared access signature of Azure Storage, given out by the customer. */
  record SharedAccessSignature(SasToken token) implements Credentials {
    public SharedAccessSignature {
      requireNonNull(token, "token is null");
    }
  }

  /**
   * The service's multi-tenant application of Microsoft Entra ID, to which an administrator of the
   * customer's directory has consented.
   */
  record EntraApplication(EntraDirectory directory, PlaceProof ownership) implements Credentials {
    public EntraApplication {
      requireNonNull(directory, "directory is null");
      requireNonNull(ownership, "ownership is null");
    }
  }

  /** The service's own service account of Google Cloud, which the customer grants. */
  record GoogleGrant(PlaceProof ownership) implements Credentials {
    public GoogleGrant {
      requireNonNull(ownership, "ownership is null");
    }
  }

  /** A service account of the customer's own. */
  record ServiceAccountKey(GoogleKey key) implements Credentials {
    public ServiceAccountKey {
      requireNonNull(key, "key is null");
    }
  }

  /**
   * How the tenant proves that a place is its own; empty where only the tenant could have given
   * these credentials.
   */
  default Optional<PlaceProof> proof() {
    return switch (this) {
      case None(), AccessKey _, AssumedRole _, SharedAccessSignature _, ServiceAccountKey _ ->
          Optional.empty();
      case EntraApplication application -> Optional.of(application.ownership());
      case GoogleGrant grant -> Optional.of(grant.ownership());
    };
  }

  /** What may be shown of them. */
  default Authentication authentication() {
    return switch (this) {
      case None() -> new Authentication.None();
      case AccessKey _ -> new Authentication.AccessKey();
      case AssumedRole assumed -> new Authentication.AssumedRole(assumed.role());
      case SharedAccessSignature(SasToken token) ->
          new Authentication.SharedAccessSignature(token.expiresAt(), token.permissions());
      case EntraApplication application ->
          new Authentication.EntraApplication(application.directory());
      case GoogleGrant _ -> new Authentication.GoogleGrant();
      case ServiceAccountKey(GoogleKey key) ->
          new Authentication.ServiceAccountKey(key.clientEmail(), key.privateKeyId());
    };
  }
}
