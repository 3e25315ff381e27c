package dev.waybill.server.wiring;

import static dev.waybill.server.wiring.StorageNetwork.named;

import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.StorageSettings;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.stores.s3.RoleSettings;
import dev.waybill.stores.s3.S3Settings;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which S3 stores may be reached, and how. */
final class S3Access {
  private final Settings settings;
  private final StorageSettings storage;
  private final StorageNetwork network;

  S3Access(Settings settings) {
    this.settings = settings;
    this.storage = settings.storage();
    this.network = new StorageNetwork(storage);
  }

  /**
   * How requests are made.
   *
   * @throws StartRefusedException if a setting cannot be used; names it
   */
  S3Settings settings() {
    return named(
        () ->
            new S3Settings(
                S3Settings.DEFAULTS.connectTimeout(),
                settings.export().requestTimeout(),
                S3Settings.DEFAULTS.maxConnections(),
                S3Settings.DEFAULTS.partBytes(),
                endpoints(),
                network.proxy(),
                network.caBundle(),
                new RoleSettings(storage.stsEndpoint(), identity())));
  }

  /** One line for each setting that cannot be used. */
  Set<String> problems() {
    return StorageNetwork.problems(network::proxy, network::caBundle, this::settings);
  }

  private EndpointPolicy endpoints() {
    Set<String> allowed = new HashSet<>(storage.s3Endpoints());
    storage.s3DefaultEndpoint().ifPresent(endpoint -> allowed.add(endpoint.toString()));
    return new EndpointPolicy(
        allowed,
        storage.allowPrivateAddresses() ? PrivateAddresses.ALLOWED : PrivateAddresses.REFUSED);
  }

  /** The settings have both halves or none. */
  Optional<AccessKey> identity() {
    return storage
        .stsAccessKeyId()
        .flatMap(
            id -> storage.stsSecretAccessKey().map(secret -> new AccessKey(id, secret.value())));
  }
}
