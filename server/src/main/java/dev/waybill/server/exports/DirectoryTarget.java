package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A directory destination, as asked for; not yet checked. */
public record DirectoryTarget(Optional<String> root, Optional<String> path)
    implements DestinationTarget {
  public DirectoryTarget {
    requireNonNull(root, "root is null");
    requireNonNull(path, "path is null");
  }

  @Override
  public DestinationKind kind() {
    return DestinationKind.DIRECTORY;
  }
}
