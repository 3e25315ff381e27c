package dev.waybill.stores.azure;

import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.time.Duration;
import java.util.Optional;

/** Settings for servers on this machine. */
final class AzureTestSettings {
  static final int BLOCK = 300_000;

  private AzureTestSettings() {}

  static AzureSettings of(String endpoint) {
    return of(endpoint, Duration.ofSeconds(30), Optional.empty());
  }

  static AzureSettings of(String endpoint, Duration timeout, Optional<OutboundProxy> proxy) {
    return new AzureSettings(
        Duration.ofSeconds(2),
        timeout,
        32,
        BLOCK,
        Optional.of(endpoint),
        Optional.empty(),
        proxy,
        Optional.empty());
  }

  static AzureSettings of(String endpoint, AzureApplication application, CaBundle trusted) {
    return new AzureSettings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        32,
        BLOCK,
        Optional.of(endpoint),
        Optional.of(application),
        Optional.empty(),
        Optional.of(trusted));
  }
}
