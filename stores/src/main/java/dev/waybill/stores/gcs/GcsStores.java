package dev.waybill.stores.gcs;

import com.google.auth.oauth2.AccessToken;
import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.ObjectStore;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Opens folders of buckets of Google Cloud Storage. All stores share one pool of connections and
 * one timer, which {@link #close} ends; stores that are still open fail after it.
 */
public final class GcsStores implements AutoCloseable {
  private final GcsSettings settings;
  private final TimeSource time;
  private final OneTryTransport transport;
  private final Optional<OwnIdentity> identity;
  private final AccessTokens tokens;
  private final GcsBreakdowns breakdowns;
  private final TokenFailures tokenFailures;

  /**
   * @throws InvalidInput if the identity's file is none that can be used
   */
  public GcsStores(GcsSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
    transport = new OneTryTransport(settings, time);
    identity =
        settings
            .identity()
            .map(known -> new OwnIdentity(known, settings.tokens(), () -> transport));
    tokens = new AccessTokens(this::fetch, time, InstantSource.system());
    boolean throughProxy = settings.proxy().isPresent();
    breakdowns = new GcsBreakdowns(settings.store(), GcsSettings.ENDPOINT_SETTING, throughProxy);
    tokenFailures =
        new TokenFailures(
            new GcsBreakdowns(settings.tokens(), GcsSettings.TOKEN_ENDPOINT_SETTING, throughProxy));
  }

  /**
   * Opens a folder, without any request, as the service's own service account.
   *
   * @throws FailureException if the service has none
   */
  public ObjectStore open(GcsLocation place, Credentials.GoogleGrant grant) {
    if (identity.isEmpty()) {
      throw new FailureException(
          new Failure(
              Fault.OURS,
              Stage.ASSUME_ROLE,
              "NO_SERVICE_IDENTITY",
              "This service has no service account of its own at Google Cloud.",
              "Give a key of a service account of yours, or ask the operator of this service to"
                  + " set "
                  + GcsSettings.IDENTITY_SETTING
                  + "."));
    }
    return store(place, new Holder.Own());
  }

  /** Opens a folder, without any request, as a service account of the customer's. */
  public ObjectStore open(GcsLocation place, Credentials.ServiceAccountKey key) {
    return store(place, new Holder.OfKey(key.key()));
  }

  /**
   * The address of the service's own service account, as far as its identity tells. May ask the
   * machine, until it has told.
   */
  public Optional<String> serviceAccount() {
    return identity.flatMap(OwnIdentity::email);
  }

  /** The same, as far as it was told already: asks nobody, so it can be used in a transaction. */
  public Optional<String> knownServiceAccount() {
    return identity.flatMap(OwnIdentity::knownEmail);
  }

  /**
   * Lets the next request get a new token. One that is good goes on if no other can be had; that of
   * the service's own service account, which all tenants use, is not renewed again within seconds.
   */
  public void authenticateAnew(Credentials credentials) {
    switch (credentials) {
      case Credentials.GoogleGrant _ -> tokens.renew(new Holder.Own());
      case Credentials.ServiceAccountKey(var key) -> tokens.renew(new Holder.OfKey(key));
      default -> {}
    }
  }

  @Override
  public void close() {
    transport.close();
  }

  private ObjectStore store(GcsLocation place, Holder holder) {
    GcsBucket bucket =
        new GcsBucket(
            transport.createRequestFactory(),
            settings,
            place.bucket(),
            holder,
            tokens,
            tokenFailures,
            timeout -> new Deadline(time, timeout));
    GcsRefusals refusals = new GcsRefusals(place.bucket(), holder, this::knownServiceAccount);
    return new GcsObjectStore(
        bucket, place, new GcsAnswers(place.bucket(), refusals), breakdowns, settings.chunkBytes());
  }

  private AccessToken fetch(Holder holder) throws IOException {
    return switch (holder) {
      case Holder.Own _ -> identity.orElseThrow().token();
      case Holder.OfKey(var key) ->
          OwnIdentity.of(key, settings.tokens(), () -> transport).refreshAccessToken();
    };
  }
}
