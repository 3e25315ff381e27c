package dev.waybill.stores.directory;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.ObjectStore;
import dev.waybill.time.TimeSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Opens tenants' folders below the roots that the operator allows. */
public final class DirectoryStores {
  private final Map<Path, Spool> spools;

  /**
   * Also removes what crashed processes left behind in these roots, now and then once a day.
   *
   * @param roots folders that exist; each, with all below it, is one file system
   */
  public DirectoryStores(Set<Path> roots, TimeSource time) {
    spools =
        roots.stream()
            .map(DirectoryStores::normalised)
            .distinct()
            .collect(
                Collectors.toMap(root -> root, root -> new Spool(root, time, UUID::randomUUID)));
    spools.values().forEach(Spool::cleanOnceADay);
  }

  /**
   * Opens a folder without touching the file system.
   *
   * @throws FailureException if the operator does not allow the location's root
   */
  public ObjectStore open(DirectoryLocation location) {
    Path root = allowed(location.root()).orElseThrow(() -> notAllowed(location.root()));
    return new DirectoryObjectStore(root, folder(root, location), requireNonNull(spools.get(root)));
  }

  private static Path folder(Path root, DirectoryLocation location) {
    try {
      return root.resolve(TenantFolder.of(location.tenant())).resolve(location.path().value());
    } catch (InvalidPathException e) {
      throw new FailureException(
          new Failure(
              Fault.CALLER,
              Stage.RESOLVE,
              "PATH_NOT_POSSIBLE",
              "The path '" + location.path() + "' cannot be a folder of this file system.",
              "Choose a path of letters, digits, '-', '_' and '.'."),
          e);
    }
  }

  private Optional<Path> allowed(String root) {
    try {
      Path path = Path.of(root);
      return path.isAbsolute()
          ? Optional.of(path.normalize()).filter(spools::containsKey)
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Path normalised(Path root) {
    return root.toAbsolutePath().normalize();
  }

  private static FailureException notAllowed(String root) {
    return new FailureException(
        new Failure(
            Fault.CALLER,
            Stage.RESOLVE,
            "ROOT_NOT_ALLOWED",
            "The folder '" + root.replaceAll("\\p{Cntrl}", "?") + "' is not allowed as a root.",
            "Name a root that the operator of this service allows, or ask the operator to allow"
                + " this one."));
  }
}
