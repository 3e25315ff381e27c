package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.storage.BucketPath;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Destinations in S3 and stores of its kind. */
final class S3Destinations {
  private final S3Defaults defaults;
  private final Optional<String> roleNamePrefix;

  /**
   * @param roleNamePrefix with what the operator demands that the names of roles begin
   */
  S3Destinations(S3Defaults defaults, Optional<String> roleNamePrefix) {
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.roleNamePrefix = requireNonNull(roleNamePrefix, "roleNamePrefix is null");
  }

  /**
   * A new destination.
   *
   * @param now when its access key is given
   */
  Destination of(S3Target target, Instant now) {
    S3Location location = location(target.place());
    String secret = Checks.required("secretAccessKey", target.secretAccessKey());
    return new Destination(
        location, accessKey(Checks.required("accessKeyId", target.accessKeyId()), secret, now));
  }

  /**
   * The destination after a change: what the target leaves out stays.
   *
   * @param test finds out whether a destination works
   * @param now when its access key is given, if that changes
   */
  Destination of(
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
    return new Destination(
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
  Destination of(S3RoleTarget target, UUID externalId) {
    RoleArn role = named(new RoleArn(Checks.required("roleArn", target.roleArn())));
    return new Destination(location(target.place()), new AssumedRole(role, externalId));
  }

  /** The destination after a change: what the target leaves out stays, the external id always. */
  Destination of(S3RoleTarget target, S3Location before, AssumedRole known) {
    RoleArn role =
        target
            .roleArn()
            .map(RoleArn::new)
            .filter(given -> !given.equals(known.role()))
            .map(this::named)
            .orElse(known.role());
    return new Destination(
        location(target.place(), before), new AssumedRole(role, known.externalId()));
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
    Optional<URI> endpoint = asked.endpoint().map(S3Destinations::endpoint);
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
            asked.endpoint().map(S3Destinations::endpoint).or(before::endpoint),
            asked.pathStyle().orElse(before.pathStyle()),
            asked.options().after(before.options()))
        .learnedFrom(before);
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
