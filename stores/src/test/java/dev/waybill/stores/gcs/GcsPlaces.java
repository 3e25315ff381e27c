package dev.waybill.stores.gcs;

import dev.waybill.fault.Failure;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.util.Optional;

/** Settings and places of tests against {@link FakeGcsServer}. */
final class GcsPlaces {
  static final String BUCKET = "audit-events";
  static final String CREATE = "storage.objects.create";
  static final int CHUNK = 256 * 1024;
  static final SettableTime TIME = new SettableTime();

  private GcsPlaces() {}

  static GcsSettings settings(FakeGcsServer server) {
    return settings(server, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static GcsSettings settings(
      FakeGcsServer server,
      Optional<GoogleIdentity> identity,
      Optional<OutboundProxy> proxy,
      Optional<CaBundle> trusted) {
    return new GcsSettings(
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        16,
        CHUNK,
        Optional.of(server.endpoint()),
        Optional.of(server.tokenEndpoint()),
        identity,
        proxy,
        trusted);
  }

  static GcsLocation at(String path) {
    return new GcsLocation(BUCKET, new StoragePath(path));
  }

  static Credentials.ServiceAccountKey by(FakeServiceAccount account) {
    return new Credentials.ServiceAccountKey(account.key());
  }

  static Failure refused(PutOutcome outcome) {
    if (outcome instanceof PutOutcome.Refused(Failure failure)) {
      return failure;
    }
    throw new AssertionError("not refused: " + outcome);
  }

  static Failure otherBytes(PutOutcome outcome) {
    if (outcome instanceof PutOutcome.OtherBytes(Failure failure)) {
      return failure;
    }
    throw new AssertionError("not other bytes: " + outcome);
  }

  static Failure unknown(PutOutcome outcome) {
    if (outcome instanceof PutOutcome.Unknown(Failure failure)) {
      return failure;
    }
    throw new AssertionError("not unknown: " + outcome);
  }
}
