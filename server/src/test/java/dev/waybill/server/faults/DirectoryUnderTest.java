package dev.waybill.server.faults;

import dev.waybill.stores.directory.DirectoryBucketReader;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder on the small disk, which is full when that is. The proxy stands beside it with nothing
 * to do; when the store is to be killed or frozen, the root is gone, as one that is not mounted.
 */
final class DirectoryUnderTest implements StoreUnderTest {
  private static final String SPOOL = ".waybill-spool";

  private final Path root;
  private final Path seen;
  private final Path away;

  DirectoryUnderTest(SmallDisk disk) throws IOException {
    root = disk.mountPoint().resolve("exports");
    seen = disk.view(root);
    away = seen.resolveSibling("away");
    Files.createDirectory(seen);
  }

  @Override
  public URI address() {
    return URI.create("http://127.0.0.1:9");
  }

  @Override
  public Map<String, String> settings(URI proxy) {
    return Map.of("WAYBILL_STORAGE_DIRECTORY_ROOTS", root.toString());
  }

  @Override
  public String mutation() {
    return "createDirectoryExportConfiguration";
  }

  @Override
  public String destination(ExportPlan plan, URI proxy) {
    return "root: \"%s\" path: \"%s\"".formatted(root, plan.path());
  }

  @Override
  public Optional<byte[]> read(ExportPlan plan, String key) throws IOException {
    Path file = folder(plan).resolve(key);
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  @Override
  public List<String> keys() throws IOException {
    List<String> keys = new ArrayList<>();
    for (Path tenant : tenants()) {
      try (Stream<Path> files = Files.walk(tenant)) {
        files
            .filter(Files::isRegularFile)
            .forEach(file -> keys.add(tenant.relativize(file).toString()));
      }
    }
    return keys;
  }

  @Override
  public BucketReader place(ExportPlan plan) throws IOException {
    return new DirectoryBucketReader(folder(plan));
  }

  @Override
  public void kill(FaultProxy proxy) throws IOException {
    Files.move(seen, away);
  }

  @Override
  public void restart(FaultProxy proxy) throws IOException {
    Files.move(away, seen);
  }

  @Override
  public void freeze(FaultProxy proxy) throws IOException {
    kill(proxy);
  }

  @Override
  public void thaw(FaultProxy proxy) throws IOException {
    restart(proxy);
  }

  @Override
  public void close() {
    // It ends with its disk.
  }

  private Path folder(ExportPlan plan) {
    return seen.resolve(plan.tenant()).resolve(plan.path());
  }

  private List<Path> tenants() throws IOException {
    try (Stream<Path> folders = Files.list(seen)) {
      return folders.filter(folder -> !folder.endsWith(SPOOL)).toList();
    }
  }
}
