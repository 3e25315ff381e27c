package dev.waybill.server.testing;

import dev.waybill.server.operation.Logs;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.SettingsLoader;
import dev.waybill.server.settings.SettingsSource;
import dev.waybill.server.wiring.WaybillServer;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The real server, all parts of it, on free ports and in a folder of its own. */
public final class TestingServer implements AutoCloseable {
  private final WaybillServer server;
  private final Path folder;
  private final String operatorKey;
  private final TestingClient client;

  private TestingServer(
      WaybillServer server, Path folder, String operatorKey, TestingClient client) {
    this.server = server;
    this.folder = folder;
    this.operatorKey = operatorKey;
    this.client = client;
  }

  /** The one that all tests of this JVM share; it is never closed by a test. */
  public static TestingServer shared() {
    return Shared.SERVER;
  }

  /** One of its own, in a new folder, with these settings besides. */
  public static TestingServer start(Map<String, String> settings) {
    try {
      return start(Files.createTempDirectory("waybill-test"), settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of its own, in that folder; the operator's key is there if the folder is a new one. */
  public static TestingServer start(Path folder, Map<String, String> settings) {
    return start(folder, settings, Optional.empty(), Optional.empty());
  }

  /** The same, by the clock of the test. */
  public static TestingServer start(Path folder, Map<String, String> settings, TimeSource time) {
    return start(folder, settings, Optional.of(time), Optional.empty());
  }

  /**
   * The same by {@code https}.
   *
   * @param settings with {@code server.tls.*} for that certificate
   */
  public static TestingServer startEncrypted(
      Path folder, Map<String, String> settings, TimeSource time, TestCertificate certificate) {
    return start(folder, settings, Optional.of(time), Optional.of(certificate));
  }

  private static TestingServer start(
      Path folder,
      Map<String, String> settings,
      Optional<TimeSource> time,
      Optional<TestCertificate> certificate) {
    var key = new CompletableFuture<String>();
    try {
      Files.createDirectories(folder.resolve("exports"));
      Settings all = settings(folder, settings);
      WaybillServer server =
          time.isPresent()
              ? WaybillServer.start(all, key::complete, time.get())
              : WaybillServer.start(all, key::complete);
      Path keyFile = folder.resolve("key");
      if (key.isDone()) {
        Files.writeString(keyFile, key.join());
      }
      TestingClient client =
          certificate
              .map(trusted -> new TestingClient(server.api(), trusted.trusting()))
              .orElseGet(() -> new TestingClient(server.api()));
      return new TestingServer(server, folder, Files.readString(keyFile), client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Settings settings(Path folder, Map<String, String> more) {
    var overrides = new HashMap<String, String>();
    overrides.put("server.port", "0");
    overrides.put("management.port", "0");
    overrides.put("data.directory", folder.resolve("data").toString());
    overrides.put("storage.directory-roots", folder.resolve("exports").toString());
    overrides.put("log.level", "WARN");
    overrides.put("limits.wrong-keys", "1000000");
    overrides.putAll(more);
    Settings settings =
        SettingsLoader.load(new SettingsSource(Optional.empty(), Map.of(), overrides)).settings();
    Logs.setUp(settings.log());
    return settings;
  }

  public URI api() {
    return server.api();
  }

  public URI management() {
    return server.management();
  }

  /** What is tested. */
  public WaybillServer running() {
    return server;
  }

  public String operatorKey() {
    return operatorKey;
  }

  /** Where directory exports may go. */
  public Path exports() {
    return folder.resolve("exports");
  }

  public Path data() {
    return folder.resolve("data");
  }

  /** Makes requests of the API. */
  public TestingClient client() {
    return client;
  }

  /** Makes requests of the management port. */
  public TestingClient managementClient() {
    return new TestingClient(server.management());
  }

  /** A tenant that no other test knows. */
  public TestingTenant newTenant() {
    String id = "t-" + UUID.randomUUID();
    Answer answer = client().put("/api/admin/tenants/" + id).key(operatorKey).body("{}").send();
    if (answer.status() != 201) {
      throw new IllegalStateException("no tenant was made: " + answer);
    }
    return new TestingTenant(this, id);
  }

  /** A key of a tenant, or without one, of the platform. */
  String newKey(String path, String... permissions) {
    String list = "\"" + String.join("\",\"", permissions) + "\"";
    return client()
        .post(path)
        .key(operatorKey)
        .body("{\"name\":\"test key\",\"permissions\":[%s]}".formatted(list))
        .send()
        .json()
        .path("key")
        .asString();
  }

  public String newPlatformKey(String... permissions) {
    return newKey("/api/admin/keys", permissions);
  }

  /** Stops the server; the folder stays. */
  public void stop() {
    server.close();
  }

  @Override
  public void close() {
    server.close();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shared {
    private static final TestingServer SERVER = start(Map.of());

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
    }
  }
}
