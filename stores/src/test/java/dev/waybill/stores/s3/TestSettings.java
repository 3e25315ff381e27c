package dev.waybill.stores.s3;

import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Settings for servers on this machine. */
final class TestSettings {
  static final EndpointPolicy ANY_ENDPOINT =
      new EndpointPolicy(Set.of("*"), PrivateAddresses.ALLOWED);

  static final SettableTime TIME = new SettableTime();

  private TestSettings() {}

  static S3Settings forLoopback() {
    return withTimeout(Duration.ofSeconds(30));
  }

  static S3Settings withTimeout(Duration requestTimeout) {
    return new S3Settings(
        Duration.ofSeconds(2), requestTimeout, 32, S3Settings.DEFAULTS.partBytes(), ANY_ENDPOINT);
  }

  static S3Settings withOneConnection(Optional<OutboundProxy> proxy, Optional<CaBundle> trusted) {
    return new S3Settings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        1,
        S3Settings.DEFAULTS.partBytes(),
        ANY_ENDPOINT,
        proxy,
        trusted);
  }

  static OutboundProxy wrongPassword(ForwardProxy proxy) {
    return proxy.addressWithLogin(Optional.of(new OutboundProxy.Login("waybill", "wrong")));
  }

  /** Roles are assumed at that STS, with the identity it knows. */
  static S3Settings forRoles(FakeSts sts) {
    return withRoles(
        new RoleSettings(Optional.of(sts.endpoint()), Optional.of(FakeSts.IDENTITY)),
        Optional.empty());
  }

  static S3Settings withRoles(RoleSettings roles, Optional<OutboundProxy> proxy) {
    return new S3Settings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        32,
        S3Settings.DEFAULTS.partBytes(),
        ANY_ENDPOINT,
        proxy,
        Optional.empty(),
        roles);
  }
}
