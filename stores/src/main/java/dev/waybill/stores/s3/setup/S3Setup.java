package dev.waybill.stores.s3.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known about a destination before anything is set up there.
 *
 * @param region where the bucket is, or is to be
 * @param account that of the role; the statements which name the role need it
 * @param trust empty as long as it is not known whom to trust: then there is nothing to run yet
 * @param creation empty if the bucket exists
 */
public record S3Setup(
    BucketFolder folder,
    Optional<String> region,
    Optional<KmsKeyArn> key,
    RoleName role,
    Optional<AccountId> account,
    Optional<Trust> trust,
    Set<PutOption> options,
    Optional<NewBucket> creation) {
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,63}");

  /**
   * @throws InvalidInput if the parts contradict each other
   */
  public S3Setup {
    requireNonNull(folder, "folder is null");
    requireNonNull(role, "role is null");
    requireNonNull(account, "account is null");
    requireNonNull(trust, "trust is null");
    requireNonNull(creation, "creation is null");
    options = Set.copyOf(options);
    region.ifPresent(S3Setup::requireRegion);
    if (key.isPresent() && region.isPresent() && !region.equals(key.map(KmsKeyArn::region))) {
      throw new InvalidInput(
          "kmsKeyArn",
          "The key is not in the bucket's region: S3 encrypts only with keys of its own.");
    }
    if (creation.isPresent() && region.isEmpty() && key.isEmpty()) {
      throw new InvalidInput("region", "Say in which region the bucket is to be created.");
    }
    requireOnePartition(key, trust, region);
  }

  Partition partition() {
    return key.map(KmsKeyArn::partition)
        .or(() -> region.map(Partition::ofRegion))
        .or(() -> trust.map(who -> who.principal().partition()))
        .orElse(Partition.AWS);
  }

  Optional<String> knownRegion() {
    return region.or(() -> key.map(KmsKeyArn::region));
  }

  Optional<String> roleArn() {
    return account.map(id -> "arn:" + partition() + ":iam::" + id + ":role/" + role);
  }

  private static void requireRegion(String region) {
    if (!REGION.matcher(region).matches()) {
      throw new InvalidInput("region", "A region is a name such as us-east-1.");
    }
  }

  private static void requireOnePartition(
      Optional<KmsKeyArn> key, Optional<Trust> trust, Optional<String> region) {
    List<Partition> partitions =
        java.util.stream.Stream.of(
                key.map(KmsKeyArn::partition),
                trust.map(who -> who.principal().partition()),
                region.map(Partition::ofRegion))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (partitions.size() > 1) {
      throw new InvalidInput(
          "region",
          "The principal, the key and the bucket lie in different partitions of AWS ("
              + String.join(", ", partitions.stream().map(Partition::toString).toList())
              + "), and no role can be assumed across them: use an access key instead.");
    }
  }
}
