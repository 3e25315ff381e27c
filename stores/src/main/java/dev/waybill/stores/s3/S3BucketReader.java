package dev.waybill.stores.s3;

import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.S3Location;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A folder of an S3 bucket, read by somebody who may list and get what lies there. Requests that
 * fail are repeated as the SDK does by default.
 */
public final class S3BucketReader implements BucketReader {
  /** Enough for small objects to hide how long a request takes. */
  private static final int PARALLELISM = 16;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  private final S3Client client;
  private final S3Location location;

  private S3BucketReader(S3Location location, AwsCredentialsProvider credentials) {
    this.location = location;
    client = client(location, credentials);
  }

  /** Reads with an access key. */
  public static S3BucketReader with(AccessKey key, S3Location location) {
    return new S3BucketReader(
        location,
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())));
  }

  /** Reads with a profile of the user's AWS configuration files. */
  public static S3BucketReader withProfile(String name, S3Location location) {
    return new S3BucketReader(location, ProfileCredentialsProvider.create(name));
  }

  /** Reads with the credentials that AWS's own tools would find: environment, files, machine. */
  public static S3BucketReader withOwnCredentials(S3Location location) {
    return new S3BucketReader(location, DefaultCredentialsProvider.builder().build());
  }

  @Override
  public void list(String prefix, Visitor visitor) throws IOException, InterruptedException {
    String folder = folder();
    try {
      for (S3Object object :
          client
              .listObjectsV2Paginator(
                  request -> request.bucket(location.bucket()).prefix(folder + prefix))
              .contents()) {
        visitor.visit(new Listed(object.key().substring(folder.length()), object.size()));
      }
    } catch (SdkException e) {
      throw S3Reading.unreadable(location, "be listed", e);
    }
  }

  @Override
  public Optional<InputStream> open(String key) throws IOException {
    return S3Reading.open(client, location, folder() + key);
  }

  @Override
  public int parallelism() {
    return PARALLELISM;
  }

  @Override
  public void close() {
    client.close();
  }

  private String folder() {
    String path = location.path().value();
    return path.isEmpty() ? "" : path + "/";
  }

  private static S3Client client(S3Location location, AwsCredentialsProvider credentials) {
    S3ClientBuilder client =
        S3Client.builder()
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(2 * PARALLELISM)
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(READ_TIMEOUT))
            .region(Region.of(location.region()))
            .credentialsProvider(credentials)
            .forcePathStyle(location.pathStyle())
            .crossRegionAccessEnabled(location.endpoint().isEmpty())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            // What is read is hashed anyway.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    location.endpoint().ifPresent(client::endpointOverride);
    return client.build();
  }
}
