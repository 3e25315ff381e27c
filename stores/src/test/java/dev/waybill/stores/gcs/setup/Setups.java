package dev.waybill.stores.gcs.setup;

import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.setup.Hostile;
import dev.waybill.stores.setup.NewPlace;
import java.util.Optional;

/** Buckets to set up. */
final class Setups {
  static final String SHARED = "waybill@platform.iam.gserviceaccount.com";

  private Setups() {}

  /** The usual: a folder of a bucket that exists, and the service's own account. */
  static GcsSetup existing() {
    return new GcsSetup(
        place("waybill/acme"),
        Optional.of("acme-audit-1"),
        new Member.Shared(Optional.of(SHARED)),
        Optional.empty(),
        Optional.empty());
  }

  /** A new bucket whose events expire, below a hostile path, by a key. */
  static GcsSetup hostile() {
    return new GcsSetup(
        place(Hostile.PATH),
        Optional.empty(),
        Member.Own.DEFAULT,
        Optional.of("europe-west3"),
        Optional.of(new NewPlace(Optional.of(400))));
  }

  /** A new bucket, and all else as simple as it can be. */
  static GcsSetup simple() {
    return new GcsSetup(
        place(""),
        Optional.empty(),
        new Member.Shared(Optional.of(SHARED)),
        Optional.of("EU"),
        Optional.of(new NewPlace(Optional.empty())));
  }

  static GcsLocation place(String path) {
    return new GcsLocation("acme-audit", new StoragePath(path));
  }
}
