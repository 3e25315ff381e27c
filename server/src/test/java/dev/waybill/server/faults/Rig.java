package dev.waybill.server.faults;

import dev.waybill.server.process.Client;
import dev.waybill.server.process.ServerLaunch;
import dev.waybill.server.process.ServerProcess;
import dev.waybill.server.testing.Verified;
import dev.waybill.stores.network.FreePort;
import dev.waybill.verify.BucketReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that runs: a server on a small disk and with a clock that can be moved, and a store behind a
 * proxy that makes trouble.
 */
final class Rig implements AutoCloseable {
  /** For how long an attempt holds a job without renewing, and more than a request takes. */
  static final Duration LEASE_OVER = Duration.ofMinutes(2).plusSeconds(10);

  private static final int DISK_MEBIBYTES = 1536;

  /** These servers live long enough for the code that operators get. */
  private static final String[] AS_OPERATORS_RUN_IT = {
    "-Xmx512m", "-XX:-UseSerialGC", "-XX:+UseG1GC", "-XX:TieredStopAtLevel=4"
  };

  private final StoreUnderTest store;
  private final FaultProxy proxy;
  private final SmallDisk disk;
  private final MovedClock clock;
  private final ServerLaunch launch;
  private final Client client;
  private ServerProcess server;

  /**
   * @param requestTimeout after which the server gives up a request to the store; whole seconds
   */
  Rig(StoreKind kind, Path folder, Duration requestTimeout)
      throws IOException, InterruptedException {
    Path mounted = Files.createDirectory(folder.resolve("disk"));
    disk = SmallDisk.mount(mounted, DISK_MEBIBYTES);
    store = kind.start(disk);
    proxy = new FaultProxy(store.address(), requestTimeout);
    Path clockFile = folder.resolve("clock");
    clock = MovedClock.at(clockFile);
    ServerLaunch plain =
        new ServerLaunch(
                folder,
                mounted.resolve("data"),
                FreePort.draw(),
                List.of(MovedClockServer.class.getName(), clockFile.toString()))
            .under(disk.inside())
            .withJvmOptions(AS_OPERATORS_RUN_IT)
            .with("WAYBILL_EXPORT_REQUEST_TIMEOUT", requestTimeout.toSeconds() + "s")
            .with("WAYBILL_EXPORT_JOB_SIZE", "16MiB")
            .with("WAYBILL_EXPORT_PART_SIZE", "6MiB");
    for (Map.Entry<String, String> setting : store.settings(proxy.endpoint()).entrySet()) {
      plain = plain.with(setting.getKey(), setting.getValue());
    }
    launch = plain;
    client = new Client(launch.port());
    server = ServerProcess.start(launch);
  }

  StoreUnderTest store() {
    return store;
  }

  FaultProxy proxy() {
    return proxy;
  }

  SmallDisk disk() {
    return disk;
  }

  MovedClock clock() {
    return clock;
  }

  Client client() {
    return client;
  }

  ServerProcess server() {
    return server;
  }

  String operatorKey() throws IOException {
    return Client.operatorKey(disk.view(launch.data()));
  }

  TenantBook tenant(String id) throws IOException, InterruptedException {
    return new TenantBook(id, client.createTenant(operatorKey(), id));
  }

  TestedExport export(TenantBook book, ExportPlan plan) throws IOException, InterruptedException {
    return TestedExport.create(client, book, plan, store, proxy.endpoint());
  }

  /** Verifies where an export delivers to, with nothing between it and the store. */
  Verified verified(TestedExport export) throws IOException, InterruptedException {
    try (BucketReader place = store.place(export.plan())) {
      return Verified.place(place, client.publicKeys());
    }
  }

  /** After it was killed or stopped. */
  void startServer() throws IOException, InterruptedException {
    server = ServerProcess.start(launch);
  }

  @Override
  public void close() {
    server.kill();
    client.close();
    proxy.close();
    store.close();
    disk.close();
  }
}
