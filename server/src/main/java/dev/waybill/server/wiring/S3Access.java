package dev.waybill.server.wiring;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.settings.Secret;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.StorageSettings;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.stores.s3.RoleSettings;
import dev.waybill.stores.s3.S3Settings;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which S3 stores may be reached, and how. */
final class S3Access {
  private final Settings settings;
  private final StorageSettings storage;

  S3Access(Settings settings) {
    this.settings = settings;
    this.storage = settings.storage();
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
                proxy(),
                caBundle(),
                new RoleSettings(storage.stsEndpoint(), identity())));
  }

  /** One line for each setting that cannot be used. */
  Set<String> problems() {
    Set<String> problems = new LinkedHashSet<>();
    Stream.<Runnable>of(this::proxy, this::caBundle, this::settings)
        .forEach(
            setting -> {
              try {
                setting.run();
              } catch (StartRefusedException e) {
                problems.add(e.getMessage());
              }
            });
    return problems;
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

  Optional<OutboundProxy> proxy() {
    return named(() -> storage.proxy().map(Secret::value).map(OutboundProxy::parse));
  }

  Optional<CaBundle> caBundle() {
    return named(() -> storage.caBundle().map(CaBundle::read));
  }

  private static <T> T named(Supplier<T> setting) {
    try {
      return setting.get();
    } catch (InvalidInput e) {
      throw new StartRefusedException(e.field() + ": " + e.getMessage(), e);
    }
  }
}
