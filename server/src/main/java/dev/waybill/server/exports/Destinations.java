package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.BucketPath;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** From what was asked for to a destination; every complaint names the field as the caller does. */
public final class Destinations {
  private final S3Defaults defaults;
  private final ObjectStores stores;
  private final Optional<String> roleNamePrefix;

  /**
   * @param roleNamePrefix with what the operator demands that the names of roles begin
   */
  public Destinations(S3Defaults defaults, ObjectStores stores, Optional<String> roleNamePrefix) {
    this.stores = requireNonNull(stores, "stores is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.roleNamePrefix = requireNonNull(roleNamePrefix, "roleNamePrefix is null");
  }

  /**
   * A destination of any kind.
   *
   * @param externalId that of the integration to be
   */
  Destination of(TenantId tenant, DestinationTarget target, UUID externalId, Instant now) {
    return switch (target) {
      case S3Target key -> s3(key, now);
      case S3RoleTarget role -> s3(role, externalId);
      case DirectoryTarget directory -> directory(tenant, directory);
    };
  }

  /**
   * The destination after a change, which must be of the same kind.
   *
   * @param test finds out whether one works
   */
  Destination of(
      DestinationTarget target,
      Destination before,
      Function<Destination, ConnectionTest> test,
      Instant now) {
    return switch (target) {
      case S3Target key
          when before.location() instanceof S3Location s3
              && before.credentials() instanceof AccessKey known ->
          s3(key, s3, known, test, now);
      case S3RoleTarget role
          when before.location() instanceof S3Location s3
              && before.credentials() instanceof AssumedRole known ->
          s3(role, s3, known);
      case DirectoryTarget folder when before.location() instanceof DirectoryLocation known ->
          directory(folder, known);
      case S3Target _ -> throw otherKind("s3AccessKey", "S3 with an access key");
      case S3RoleTarget _ -> throw otherKind("s3AssumedRole", "S3 with an assumed role");
      case DirectoryTarget _ -> throw otherKind("directory", "a directory");
    };
  }

  private static InvalidInput otherKind(String field, String kind) {
    return new InvalidInput(
        field,
        "The storage integration does not go to "
            + kind
            + ", and cannot change its kind: create another one.");
  }

  /**
   * A new destination.
   *
   * @param now when its access key is given
   */
  Destination s3(S3Target target, Instant now) {
    S3Location location = location(target.place());
    String secret = Checks.required("secretAccessKey", target.secretAccessKey());
    return allowed(
        location, accessKey(Checks.required("accessKeyId", target.accessKeyId()), secret, now));
  }

  /**
   * The destination after a change: what the target leaves out stays.
   *
   * @param test finds out whether a destination works
   * @param now when its access key is given, if that changes
   */
  Destination s3(
      S3Target target,
      S3Location before,
      AccessKey known,
      Function<Destination, ConnectionTest> test,
      Instant now) {
    S3Location location = location(target.place(), before);
    String accessKeyId = target.accessKeyId().orElse(known.accessKeyId());
    boolean elsewhere =
        !location.bucket().equals(before.bucket())
            || !location.endpoint().equals(before.endpoint());
    boolean otherKey = !accessKeyId.equals(known.accessKeyId());
    if ((elsewhere || otherKey) && target.secretAccessKey().isEmpty()) {
      throw new InvalidInput(
          "secretAccessKey",
          "Give the secretAccessKey again: the endpoint, bucket or accessKeyId changes.");
    }
    AccessKey given =
        accessKey(accessKeyId, target.secretAccessKey().orElse(known.secretAccessKey()), now);
    boolean otherOwner =
        !location.options().expectedBucketOwner().equals(before.options().expectedBucketOwner());
    return allowed(
        location,
        elsewhere || otherOwner
            ? KeyExchange.elsewhere(known, given)
            : KeyExchange.exchange(known, given, () -> test.apply(new Destination(before, known))));
  }

  /**
   * A destination by role.
   *
   * @param externalId that of the integration to be
   */
  Destination s3(S3RoleTarget target, UUID externalId) {
    RoleArn role = named(new RoleArn(Checks.required("roleArn", target.roleArn())));
    return allowed(location(target.place()), new AssumedRole(role, externalId));
  }

  /** The destination after a change: what the target leaves out stays, the external id always. */
  Destination s3(S3RoleTarget target, S3Location before, AssumedRole known) {
    RoleArn role =
        target
            .roleArn()
            .map(RoleArn::new)
            .filter(given -> !given.equals(known.role()))
            .map(this::named)
            .orElse(known.role());
    return allowed(location(target.place(), before), new AssumedRole(role, known.externalId()));
  }

  Destination directory(TenantId tenant, DirectoryTarget target) {
    return allowed(
        new DirectoryLocation(
            Checks.label("root", Checks.required("root", target.root()), 1024),
            tenant,
            target.path().map(StoragePath::new).orElse(StoragePath.ROOT)),
        new Credentials.None());
  }

  Destination directory(DirectoryTarget target, DirectoryLocation before) {
    return allowed(
        new DirectoryLocation(
            target.root().map(root -> Checks.label("root", root, 1024)).orElse(before.root()),
            before.tenant(),
            target.path().map(StoragePath::new).orElse(before.path())),
        new Credentials.None());
  }

  /** The role, if its name begins as the operator demands; those in use before go on. */
  private RoleArn named(RoleArn role) {
    roleNamePrefix
        .filter(prefix -> !role.name().startsWith(prefix))
        .ifPresent(
            prefix -> {
              throw new InvalidInput(
                  "roleArn",
                  "The operator demands that the role's name begins with '"
                      + prefix
                      + "': this one's is '"
                      + role.name()
                      + "'.");
            });
    return role;
  }

  private S3Location location(S3Place asked) {
    BucketPath place =
        asked
            .named()
            .orElseThrow(
                () ->
                    new InvalidInput(
                        "bucket", "The bucket is missing: give bucket and path, or destination."));
    Optional<URI> endpoint = asked.endpoint().map(Destinations::endpoint);
    boolean pathStyle = asked.pathStyle().orElse(endpoint.isPresent() || defaults.pathStyle());
    return new S3Location(
        place.bucket(),
        place.path(),
        Checks.required("region", asked.region()),
        endpoint.or(defaults::endpoint),
        pathStyle,
        asked.options().after(S3Options.NONE));
  }

  private static S3Location location(S3Place asked, S3Location before) {
    BucketPath place = asked.named(before);
    return new S3Location(
            place.bucket(),
            place.path(),
            asked.region().orElse(before.region()),
            asked.endpoint().map(Destinations::endpoint).or(before::endpoint),
            asked.pathStyle().orElse(before.pathStyle()),
            asked.options().after(before.options()))
        .learnedFrom(before);
  }

  /**
   * Opening a store asks nobody but our own operator.
   *
   * @throws InvalidInput if the operator does not allow the destination
   */
  private Destination allowed(Location location, Credentials credentials) {
    try (ObjectStore store = stores.open(location, credentials)) {
      requireNonNull(store, "store is null");
      return new Destination(location, credentials);
    } catch (FailureException e) {
      if (e.failure().fault() != Fault.CALLER) {
        throw e;
      }
      throw new InvalidInput(
          field(location, e.failure()), e.failure().message() + " " + e.failure().advice());
    }
  }

  private static String field(Location location, Failure failure) {
    return switch (location) {
      case S3Location _ -> "endpoint";
      case AzureLocation _ -> "storageAccount";
      case GcsLocation _ -> "bucket";
      case DirectoryLocation _ -> failure.code().startsWith("PATH_") ? "path" : "root";
    };
  }

  private static AccessKey accessKey(String id, String secret, Instant now) {
    return new AccessKey(
        Checks.token("accessKeyId", id),
        Checks.token("secretAccessKey", secret),
        Optional.of(now),
        Optional.empty());
  }

  private static URI endpoint(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new InvalidInput(
          "endpoint", "An endpoint is a URL such as https://s3.example.com:9000, nothing more.");
    }
  }
}
