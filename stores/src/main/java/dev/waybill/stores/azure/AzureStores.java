package dev.waybill.stores.azure;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.util.Configuration;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.ObjectStore;
import dev.waybill.time.TimeSource;
import java.net.URI;
import java.util.Optional;

/**
 * Opens containers of Azure Blob Storage. All stores share one pool of connections and one timer,
 * which {@link #close} ends; stores that are still open fail after it.
 */
public final class AzureStores implements AutoCloseable {
  /** The SDK's own would put again what may have been stored. */
  private static final RequestRetryOptions ONCE =
      new RequestRetryOptions(
          RetryPolicyType.FIXED, /* maxTries= */ 1, (Integer) null, null, null, null);

  private final AzureSettings settings;
  private final TimeSource time;
  private final AzureHttp http;
  private final AzureHttp machine;
  private final Optional<SignedIn> signedIn;

  /** The application with its tokens. */
  private record SignedIn(AzureApplication application, EntraTokens tokens) {}

  public AzureStores(AzureSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
    http = AzureHttp.of(settings);
    machine = AzureHttp.direct(settings);
    signedIn = settings.application().map(this::signedIn);
  }

  /** The service's own, if there is one. */
  public Optional<AzureApplication> application() {
    return settings.application();
  }

  /** Opens a folder without any request to it. */
  public ObjectStore open(AzureLocation place, Credentials.SharedAccessSignature signature) {
    return store(
        place,
        client(place).credential(new AzureSasCredential(signature.token().text())),
        new SasRefusals(place, signature.token(), time));
  }

  /**
   * Opens a folder without any request to it; the application signs in with the first request.
   *
   * @throws FailureException if the operator has configured no application
   */
  public ObjectStore open(AzureLocation place, Credentials.EntraApplication application) {
    SignedIn own = signedIn.orElseThrow(() -> new FailureException(EntraFailures.noApplication()));
    EntraDirectory directory = application.directory();
    return store(
        place,
        client(place).addPolicy(new EntraBearer(own.tokens(), directory)),
        new EntraRefusals(place, directory, own.application()));
  }

  /** Lets the next request to a place of that directory sign in anew, twice a minute at most. */
  public void authenticateAnew(Credentials.EntraApplication application) {
    signedIn.ifPresent(own -> own.tokens().renew(application.directory()));
  }

  @Override
  public void close() {
    http.close();
    machine.close();
  }

  private SignedIn signedIn(AzureApplication application) {
    AzurePeer authority = AzurePeer.authority(application.authority());
    EntraSignIn source =
        new EntraSignIn(
            application, http, machine, new EntraFailures(application, breakdowns(authority)));
    return new SignedIn(
        application, new EntraTokens(source, () -> AzureBreakdowns.timeout(authority), time));
  }

  private AzureObjectStore store(
      AzureLocation place, BlobContainerClientBuilder client, PutAnswers.Asker asker) {
    return new AzureObjectStore(
        new AzureContainer(client.buildClient(), place, time, settings.requestTimeout()),
        new PutFailures(
            new PutAnswers(place, asker), breakdowns(AzurePeer.store(place, endpoint(place)))),
        settings.blockBytes());
  }

  private BlobContainerClientBuilder client(AzureLocation place) {
    BlobContainerClientBuilder client =
        new BlobContainerClientBuilder()
            .endpoint("https://" + place.host())
            .containerName(place.container())
            .httpClient(http)
            .retryOptions(ONCE)
            .addPolicy(new ForeignRefusals())
            .configuration(Configuration.NONE);
    endpoint(place).ifPresent(service -> client.addPolicy(new OwnEndpoint(service)));
    return client;
  }

  private Optional<URI> endpoint(AzureLocation place) {
    if (settings.endpoint().isPresent() && !place.isInPublicCloud()) {
      throw new FailureException(manyNames());
    }
    return settings.endpoint().map(template -> OwnEndpoint.of(template, place));
  }

  private AzureBreakdowns breakdowns(AzurePeer peer) {
    return new AzureBreakdowns(peer, settings.proxy().isPresent());
  }

  /** The operator's address has one account of each name: places must not have several texts. */
  private static Failure manyNames() {
    return new Failure(
        Fault.CALLER,
        Stage.RESOLVE,
        "OTHER_CLOUD",
        "The operator reaches all accounts by one address of its own.",
        "Name the account as one of the public cloud: ACCOUNT.blob.core.windows.net.");
  }
}
