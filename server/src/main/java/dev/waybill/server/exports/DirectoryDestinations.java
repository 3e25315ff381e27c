package dev.waybill.server.exports;

import dev.waybill.storage.Credentials;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;

/** Destinations in the service's own file system. */
final class DirectoryDestinations {
  private static final int MAX_ROOT = 1024;

  private DirectoryDestinations() {}

  static Destination of(DirectoryTarget target, TenantId tenant) {
    return new Destination(
        new DirectoryLocation(
            root(Checks.required("root", target.root())),
            tenant,
            target.path().map(StoragePath::new).orElse(StoragePath.ROOT)),
        new Credentials.None());
  }

  /** The destination after a change: what the target leaves out stays. */
  static Destination of(DirectoryTarget target, DirectoryLocation before) {
    return new Destination(
        new DirectoryLocation(
            target.root().map(DirectoryDestinations::root).orElse(before.root()),
            before.tenant(),
            target.path().map(StoragePath::new).orElse(before.path())),
        new Credentials.None());
  }

  private static String root(String text) {
    return Checks.label("root", text, MAX_ROOT);
  }
}
