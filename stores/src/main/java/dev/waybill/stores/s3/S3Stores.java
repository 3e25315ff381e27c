package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.S3Checksum;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.time.TimeSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

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
  private final TimeSource time;
  private final ScheduledExecutorService timer;
  private final ServiceIdentity identity;
  private final SecurityTokens tokens;
  private final RoleSessions sessions;

  public S3Stores(S3Settings settings, TimeSource time) {
    this(settings, connections(settings), ServiceIdentity.of(settings.roles(), time), time);
  }

  S3Stores(S3Settings settings, SdkHttpClient http, ServiceIdentity identity, TimeSource time) {
    this.settings = settings;
    this.http = http;
    this.identity = identity;
    this.time = time;
    tokens = new SecurityTokens(this::sts, identity, settings.roles(), route(), time);
    sessions = new RoleSessions(tokens, time);
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
    return store(location, key);
  }

  private S3ObjectStore store(S3Location location, AccessKey key) {
    Signing signing =
        key.previous()
            .<Signing>map(previous -> new KeySigning(keys(key), keys(previous), this::deadline))
            .orElseGet(Signing::byTheClient);
    return store(location, new Grantee.KeyHolder(key.accessKeyId()), keys(key), signing);
  }

  /**
   * Opens a folder without any request to it; its role is assumed by the first request.
   *
   * @throws FailureException if the operator does not allow the location's endpoint, or roles for
   *     it
   */
  public ObjectStore open(S3Location location, AssumedRole role) {
    return store(location, role);
  }

  private S3ObjectStore store(S3Location location, AssumedRole role) {
    requireStsFor(location);
    // Each request brings its own credentials.
    return store(
        location,
        new Grantee.Role(role.role()),
        AnonymousCredentialsProvider.create(),
        new RoleSigning(sessions, role, location.region(), this::deadline));
  }

  /** Lets the next request to a place of that role assume it anew. */
  public void assumeAnew(S3Location location, AssumedRole role) {
    sessions.forget(role, location.region());
  }

  /**
   * Whether the store does not look at whom a bucket belongs to, although an owner is expected;
   * empty if it does, or does not tell.
   */
  public Optional<Failure> weakness(S3Location location, AccessKey key) {
    try (S3ObjectStore store = store(location, key)) {
      return store.ignoredOwner();
    }
  }

  /** The same; before it, whether others could make the service use that role. */
  public Optional<Failure> weakness(S3Location location, AssumedRole role) {
    return tokens
        .weakness(role, location.region(), this::deadline)
        .or(
            () -> {
              try (S3ObjectStore store = store(location, role)) {
                return store.ignoredOwner();
              }
            });
  }

  @Override
  public void close() {
    http.close();
    identity.close();
    timer.shutdownNow();
  }

  private S3ObjectStore store(
      S3Location location, Grantee grantee, AwsCredentialsProvider keys, Signing signing) {
    location.endpoint().ifPresent(settings.endpoints()::requireAllowed);
    return new S3ObjectStore(
        new S3Bucket(client(location, keys), signing, location),
        new S3Failures(location, grantee, route()),
        settings.partBytes(),
        this::deadline);
  }

  private static AwsCredentialsProvider keys(AccessKey key) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
  }

  /** AWS's STS gives out credentials for AWS alone. */
  private void requireStsFor(S3Location location) {
    if (!location.isAmazons() && settings.roles().stsEndpoint().isEmpty()) {
      throw new FailureException(
          new Failure(
              Fault.CALLER,
              Stage.ASSUME_ROLE,
              "NO_STS",
              "Roles can be assumed for buckets of AWS only: this service knows no STS of other"
                  + " stores.",
              "Use an access key, or ask the operator to set "
                  + RoleSettings.STS_ENDPOINT_SETTING
                  + "."));
    }
  }

  private Deadline deadline() {
    return new Deadline(time, settings.requestTimeout());
  }

  private StsClientBuilder sts() {
    return StsClient.builder().httpClient(http).overrideConfiguration(this::once);
  }

  private void once(ClientOverrideConfiguration.Builder calls) {
    calls
        .retryStrategy(DefaultRetryStrategy.doNotRetry())
        .apiCallTimeout(settings.requestTimeout())
        .scheduledExecutorService(timer)
        .defaultProfileFile(NO_PROFILES);
  }

  private S3Client client(S3Location location, AwsCredentialsProvider keys) {
    S3ClientBuilder client =
        S3Client.builder()
            .httpClient(http)
            .region(Region.of(location.region()))
            .credentialsProvider(keys)
            .forcePathStyle(location.pathStyle())
            .crossRegionAccessEnabled(false)
            .disableS3ExpressSessionAuth(true)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .serviceConfiguration(s3 -> s3.chunkedEncodingEnabled(false))
            .overrideConfiguration(
                calls -> {
                  once(calls);
                  calls.addExecutionInterceptor(new RegionsInBodies());
                });
    location.endpoint().ifPresent(client::endpointOverride);
    if (location.checksum() == S3Checksum.SIGNED_BODY) {
      client.authSchemeProvider(new BodySigning());
    }
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
