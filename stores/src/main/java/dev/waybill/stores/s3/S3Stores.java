package dev.waybill.stores.s3;

import dev.waybill.fault.FailureException;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.network.OutboundProxy;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Opens folders of S3 buckets. All stores share one pool of connections and one timer, which {@link
 * #close} ends; stores that are still open fail after it.
 */
public final class S3Stores implements AutoCloseable {
  /** The operator's own AWS profile has no say in how customers' buckets are written. */
  private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

  /** Nor has the environment of the process: the proxy is a setting. */
  private static final ProxyConfiguration NO_OTHER_PROXY =
      ProxyConfiguration.builder()
          .useSystemPropertyValues(false)
          .useEnvironmentVariableValues(false)
          .build();

  private final S3Settings settings;
  private final SdkHttpClient http;
  private final ScheduledExecutorService timer;

  public S3Stores(S3Settings settings) {
    this(settings, connections(settings));
  }

  S3Stores(S3Settings settings, SdkHttpClient http) {
    this.settings = settings;
    this.http = http;
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("s3-timeouts").factory());
  }

  /**
   * Opens a folder without any request to it.
   *
   * @throws FailureException if the operator does not allow the location's endpoint
   */
  public ObjectStore open(S3Location location, AccessKey key) {
    location.endpoint().ifPresent(settings.endpoints()::requireAllowed);
    S3Failures failures = new S3Failures(location, key.accessKeyId(), route());
    return new S3ObjectStore(
        new S3Bucket(client(location, key), location), failures, settings.partBytes());
  }

  @Override
  public void close() {
    http.close();
    timer.shutdownNow();
  }

  private S3Client client(S3Location location, AccessKey key) {
    S3ClientBuilder client =
        S3Client.builder()
            .httpClient(http)
            .region(Region.of(location.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
            .forcePathStyle(location.pathStyle())
            .crossRegionAccessEnabled(false)
            .disableS3ExpressSessionAuth(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
            .overrideConfiguration(
                calls ->
                    calls
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(settings.requestTimeout())
                        .scheduledExecutorService(timer)
                        .defaultProfileFile(NO_PROFILES));
    location.endpoint().ifPresent(client::endpointOverride);
    return client.build();
  }

  private S3Breakdowns.Route route() {
    return settings.proxy().isPresent()
        ? S3Breakdowns.Route.THROUGH_PROXY
        : S3Breakdowns.Route.DIRECT;
  }

  private static SdkHttpClient connections(S3Settings settings) {
    Apache5HttpClient.Builder client =
        Apache5HttpClient.builder()
            .connectionTimeout(settings.connectTimeout())
            .socketTimeout(settings.requestTimeout())
            .connectionAcquisitionTimeout(settings.requestTimeout())
            .maxConnections(settings.maxConnections())
            .proxyConfiguration(NO_OTHER_PROXY);
    settings.caBundle().ifPresent(bundle -> client.tlsTrustManagersProvider(bundle::trustManagers));
    return settings
        .proxy()
        .map(proxy -> through(proxy, client, settings.endpoints()))
        .orElseGet(() -> client.dnsResolver(new CheckedDnsResolver(settings.endpoints())).build());
  }

  /** The only name resolved here is the proxy's, which may be in the operator's own network. */
  private static SdkHttpClient through(
      OutboundProxy proxy, Apache5HttpClient.Builder client, EndpointPolicy policy) {
    return new ProxiedHttpClient(client.httpRoutePlanner(new ProxyRoutes(proxy)).build(), policy);
  }
}
