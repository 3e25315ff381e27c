package dev.waybill.stores.ceph;

import dev.waybill.storage.Credentials.AccessKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An account of a gateway (a tenant, in Ceph's words), seen with the rights of its owner, to whom
 * all its buckets belong. Policies are written as for AWS.
 */
public final class CephAccount implements AutoCloseable {
  private static final String OWNER = "owner";
  private static final String POLICY = "what-it-may-do";
  private static final Pattern STRING_OR_SPACE = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*+\"|\\s+");

  private final CephGateway gateway;
  private final String id;
  private final IamClient iam;
  private final S3Client s3;

  CephAccount(CephGateway gateway, String id) {
    this.gateway = gateway;
    this.id = id;
    CephUser owner = addUser(OWNER, "--caps", "roles=*;user-policy=*");
    StaticCredentialsProvider credentials = credentials(owner.key());
    iam =
        IamClient.builder()
            .endpointOverride(gateway.endpoint())
            .region(Region.of(CephGateway.REGION))
            .credentialsProvider(credentials)
            .build();
    allowUser(
        owner,
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Action": "s3:*", "Resource": "arn:aws:s3:::*"}]}\
        """);
    s3 =
        S3Client.builder()
            .endpointOverride(gateway.endpoint())
            .forcePathStyle(true)
            .region(Region.of(CephGateway.REGION))
            .credentialsProvider(credentials)
            .build();
  }

  /** Twelve digits. */
  public String id() {
    return id;
  }

  /** Adds a user, who may do nothing yet. */
  public CephUser addUser(String name) {
    return addUser(name, "--max-buckets", "-1");
  }

  /** Says all that a user may do. */
  public void allowUser(CephUser user, String policy) {
    iam.putUserPolicy(
        request ->
            request
                .userName(id + "$" + user.name())
                .policyName(POLICY)
                .policyDocument(withoutSpaces(policy)));
  }

  /**
   * Adds a role, which may do nothing yet.
   *
   * @return its ARN
   */
  public String addRole(String name, String trustPolicy) {
    return iam.createRole(
            request ->
                request
                    .roleName(name)
                    .path("/")
                    .assumeRolePolicyDocument(withoutSpaces(StsFront.judgeable(trustPolicy))))
        .role()
        .arn();
  }

  /** Says anew who may assume a role. */
  public void trust(String role, String trustPolicy) {
    iam.updateAssumeRolePolicy(
        request ->
            request.roleName(role).policyDocument(withoutSpaces(StsFront.judgeable(trustPolicy))));
  }

  /** Says all that a role may do. */
  public void allowRole(String role, String policy) {
    iam.putRolePolicy(
        request -> request.roleName(role).policyName(POLICY).policyDocument(withoutSpaces(policy)));
  }

  /** Adds a bucket, which is open to its owner only. */
  public void createBucket(String bucket) {
    s3.createBucket(request -> request.bucket(bucket));
  }

  /** Adds a bucket with Object Lock: what is put there cannot be deleted for a day. */
  public void createLockedBucket(String bucket) {
    s3.createBucket(request -> request.bucket(bucket).objectLockEnabledForBucket(true));
    s3.putObjectLockConfiguration(
        request ->
            request
                .bucket(bucket)
                .objectLockConfiguration(
                    lock ->
                        lock.objectLockEnabled(ObjectLockEnabled.ENABLED)
                            .rule(
                                rule ->
                                    rule.defaultRetention(
                                        kept ->
                                            kept.mode(ObjectLockRetentionMode.GOVERNANCE)
                                                .days(1)))));
  }

  /** Until when an object cannot be deleted. */
  public Instant lockedUntil(String bucket, String key) {
    return s3.getObjectRetention(request -> request.bucket(bucket).key(key))
        .retention()
        .retainUntilDate();
  }

  /** Says who else may do what with a bucket. */
  public void setBucketPolicy(String bucket, String policy) {
    s3.putBucketPolicy(request -> request.bucket(bucket).policy(policy));
  }

  /** Lets the account store no more than that, in all its buckets. */
  public void limitBytes(long most) {
    String owner = "--uid=" + id + "$" + OWNER;
    gateway.administer("quota", "set", "--quota-scope=user", owner, "--max-size=" + most);
    gateway.administer("quota", "enable", "--quota-scope=user", owner);
  }

  /** Takes all rights from a user and its keys. */
  public void suspend(CephUser user) {
    gateway.administer("user", "suspend", "--uid=" + id + "$" + user.name());
  }

  /** All keys of a bucket, ascending. */
  public List<String> keys(String bucket) {
    return s3.listObjectsV2Paginator(request -> request.bucket(bucket)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  /** What lies under that key. */
  public Optional<byte[]> read(String bucket, String key) {
    try {
      return Optional.of(
          s3.getObject(request -> request.bucket(bucket).key(key), ResponseTransformer.toBytes())
              .asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  /** All that was ever put under that key of a bucket with versions, the latest first. */
  public List<byte[]> versions(String bucket, String key) {
    return s3.listObjectVersions(request -> request.bucket(bucket).prefix(key)).versions().stream()
        .map(
            version ->
                s3.getObject(
                        request -> request.bucket(bucket).key(key).versionId(version.versionId()),
                        ResponseTransformer.toBytes())
                    .asByteArray())
        .toList();
  }

  @Override
  public void close() {
    iam.close();
    s3.close();
  }

  private CephUser addUser(String name, String option, String value) {
    String accessKeyId = "AKIA" + random(16);
    String secretAccessKey = random(32);
    gateway.administer(
        "user",
        "create",
        "--tenant=" + id,
        "--uid=" + name,
        "--display-name=" + name,
        "--access-key=" + accessKeyId,
        "--secret-key=" + secretAccessKey,
        option,
        value);
    CephUser user =
        new CephUser(
            name,
            "arn:aws:iam::" + id + ":user/" + name,
            new AccessKey(accessKeyId, secretAccessKey));
    gateway.created(user);
    return user;
  }

  /** A policy without spaces: the gateway takes the plus, by which forms write one, for a plus. */
  private static String withoutSpaces(String policy) {
    return STRING_OR_SPACE
        .matcher(policy)
        .replaceAll(
            found -> Matcher.quoteReplacement(found.group().strip().replace(" ", "\\u0020")));
  }

  private static String random(int length) {
    String digits = UUID.randomUUID().toString().replace("-", "");
    return digits.substring(0, length).toUpperCase(Locale.ROOT);
  }

  private static StaticCredentialsProvider credentials(AccessKey key) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }
}
