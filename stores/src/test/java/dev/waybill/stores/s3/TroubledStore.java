package dev.waybill.stores.s3;

import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.Stores;
import dev.waybill.time.SettableTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A bucket and an STS that can be told to answer whatever they do in trouble. */
final class TroubledStore implements AutoCloseable {
  static final RoleArn ROLE = new RoleArn("arn:aws:iam::111122223333:role/audit/writer");
  static final UUID EXTERNAL_ID = UUID.fromString("0a1b2c3d-1111-4222-8333-444455556666");
  static final AccessKey KEY = new AccessKey("AKIAEXAMPLE", "secret-not-to-show");

  static final String TRUST =
      "{\"Sid\": \"AssumedByWaybill\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \""
          + FakeSts.IDENTITY_ARN
          + "\"}, \"Action\": \"sts:AssumeRole\", \"Condition\": {\"StringEquals\":"
          + " {\"sts:ExternalId\": \"0a1b2c3d-1111-4222-8333-444455556666\"}}}";

  static final String KMS_KEY = "arn:aws:kms:us-east-1:111122223333:key/0a1b2c3d";

  static final String KMS_DENIAL =
      "User: arn:aws:sts::111122223333:assumed-role/writer/waybill is not authorized to perform:"
          + " kms:GenerateDataKey on resource: "
          + KMS_KEY;

  static final String USE_OF_KEY =
      "\"Action\": [\"kms:GenerateDataKey\", \"kms:Decrypt\"], \"Resource\": \"%s\","
          + " \"Condition\": {\"StringEquals\": {\"kms:ViaService\":"
          + " [\"s3.us-east-1.amazonaws.com\"]}}}";

  static final String WAIT = "Wait: it is tried again by itself. If it goes on, ";

  private final SettableTime time = new SettableTime();
  private final FakeSts sts = new FakeSts(time);
  private final ScriptedS3Server s3 = new ScriptedS3Server();
  private final Path folder;

  /**
   * @param folder for files
   */
  TroubledStore(Path folder) {
    this.folder = folder;
  }

  FakeSts sts() {
    return sts;
  }

  ScriptedS3Server s3() {
    return s3;
  }

  Path folder() {
    return folder;
  }

  /** The bucket, at another server. */
  S3Location at(URI endpoint) {
    return new S3Location(
        "audit-events",
        new StoragePath("p"),
        "us-east-1",
        Optional.of(endpoint),
        /* pathStyle= */ true);
  }

  /** The bucket, which that account is expected to own. */
  S3Location ownedBy(String account) {
    return s3.location()
        .with(
            new S3Options(
                new S3Encryption.BucketDefault(),
                Optional.of(account),
                /* bucketOwnerFullControl= */ false));
  }

  /** The bucket, where objects are to be encrypted by that key. */
  S3Location encryptedBy(String key) {
    return s3.location()
        .with(new S3Options(new S3Encryption.Kms(key, true), Optional.empty(), false));
  }

  ConnectionTest testByRole() {
    return testByRole(s3.location());
  }

  ConnectionTest testByRole(S3Location location) {
    return test(TestSettings.forRoles(sts), location, new AssumedRole(ROLE, EXTERNAL_ID));
  }

  ConnectionTest testByKey(S3Location location) {
    return test(TestSettings.forLoopback(), location, KEY);
  }

  /** A test whose requests take no longer than that. */
  ConnectionTest testWithin(Duration timeout) {
    return test(TestSettings.withTimeout(timeout), s3.location(), KEY);
  }

  @Override
  public void close() {
    sts.close();
    s3.close();
  }

  private ConnectionTest test(S3Settings settings, S3Location location, Credentials credentials) {
    try (Stores stores = OnlyS3.stores(new S3Stores(settings, time), time)) {
      return new ConnectionTester(stores, time).test(location, credentials).test();
    }
  }
}
