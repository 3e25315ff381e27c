package dev.waybill.storage;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.TenantId;

/**
 * A folder of a file system of ours: {@code <root>/<tenant>/<path>/}.
 *
 * @param root one of those the operator allows
 */
public record DirectoryLocation(String root, TenantId tenant, StoragePath path)
    implements Location {
  public DirectoryLocation {
    if (root.isBlank()) {
      throw new InvalidInput("root", "The root is empty: give a folder that the operator allows.");
    }
    requireNonNull(tenant, "tenant is null");
    requireNonNull(path, "path is null");
  }

  @Override
  public DirectoryLocation below(StoragePath folder) {
    return new DirectoryLocation(root, tenant, path.below(folder));
  }

  /** Nothing is found out about file systems. */
  @Override
  public DirectoryLocation unlearned() {
    return this;
  }

  @Override
  public String toString() {
    String folder = path.value().isEmpty() ? "" : "/" + path;
    return "file://" + root + "/" + tenant + folder;
  }
}
