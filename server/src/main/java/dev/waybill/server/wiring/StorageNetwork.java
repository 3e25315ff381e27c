package dev.waybill.server.wiring;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.settings.Secret;
import dev.waybill.server.settings.StorageSettings;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** How requests to what is customers' leave, whoever's it is. */
final class StorageNetwork {
  private final StorageSettings storage;

  StorageNetwork(StorageSettings storage) {
    this.storage = requireNonNull(storage, "storage is null");
  }

  Optional<OutboundProxy> proxy() {
    return named(() -> storage.proxy().map(Secret::value).map(OutboundProxy::parse));
  }

  Optional<CaBundle> caBundle() {
    return named(() -> storage.caBundle().map(CaBundle::read));
  }

  /** What trusts these certificates, too; empty without any. */
  Optional<SSLContext> tls() {
    return caBundle()
        .map(
            bundle -> {
              try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, bundle.trustManagers(), null);
                return context;
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException("cannot set up TLS", e);
              }
            });
  }

  /**
   * What can be made of a setting.
   *
   * @throws StartRefusedException if it cannot be used; names it
   */
  static <T> T named(Supplier<T> setting) {
    try {
      return setting.get();
    } catch (InvalidInput e) {
      throw new StartRefusedException(e.field() + ": " + e.getMessage(), e);
    }
  }

  /** One line for each that cannot be used. */
  static Set<String> problems(Runnable... settings) {
    Set<String> problems = new LinkedHashSet<>();
    Stream.of(settings)
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
}
