package dev.waybill.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.SettingsLoader;
import dev.waybill.server.settings.SettingsSource;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.Stores;
import dev.waybill.stores.network.ForwardProxy;
import dev.waybill.stores.network.PrivateAuthority;
import dev.waybill.stores.s3.RoleSettings;
import dev.waybill.stores.s3.S3ProxyServer;
import dev.waybill.stores.s3.S3Settings;
import dev.waybill.time.SettableTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3AccessIT {
  private static final String PROXY = "WAYBILL_STORAGE_PROXY";
  private static final String CA_BUNDLE = "WAYBILL_STORAGE_CA_BUNDLE";
  private static final String ENDPOINTS = "WAYBILL_STORAGE_S3_ENDPOINTS";
  private static final String PRIVATE = "WAYBILL_STORAGE_ALLOW_PRIVATE_ADDRESSES";

  @TempDir private Path folder;

  @Test
  void reachesAStoreOfAPrivateAuthorityThroughTheProxyThatIsSet() {
    PrivateAuthority authority = PrivateAuthority.in(folder, "Ours");
    try (ForwardProxy proxy = new ForwardProxy();
        S3ProxyServer server =
            S3ProxyServer.startWithTls(authority.serverKeys(), PrivateAuthority.PASSWORD);
        Stores stores =
            new StorageConfiguration()
                .stores(
                    settings(
                        Map.of(
                            PROXY,
                            proxy.url(),
                            CA_BUNDLE,
                            authority.certificate().toString(),
                            ENDPOINTS,
                            server.endpoint().toString(),
                            PRIVATE,
                            "true")),
                    new SettableTime(Instant.EPOCH))) {
      server.createBucket("audit-events");
      try (ObjectStore store =
          stores.open(server.location("audit-events", "p"), S3ProxyServer.accessKey())) {
        assertThat(store.put(ObjectKey.MARKER, new byte[3])).isEqualTo(new PutOutcome.Stored());
      }

      assertThat(proxy.seen()).containsExactly("CONNECT " + server.endpoint().getAuthority());
    }
  }

  @Test
  void goesDirectlyAndTrustsJavaAloneByDefault() {
    S3Settings s3 = new S3Access(settings(Map.of())).settings();

    assertThat(s3.proxy()).isEmpty();
    assertThat(s3.caBundle()).isEmpty();
    assertThat(new S3Access(settings(Map.of())).problems()).isEmpty();
  }

  @Test
  void assumesRolesAtTheStsThatIsSetWithTheIdentityThatIsSet() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "only/for+tests\n");
    S3Settings s3 =
        new S3Access(
                settings(
                    Map.of(
                        "WAYBILL_STORAGE_STS_ENDPOINT",
                        "https://sts.example.com",
                        "WAYBILL_STORAGE_STS_ACCESS_KEY_ID",
                        "AKIASERVICE",
                        "WAYBILL_STORAGE_STS_SECRET_ACCESS_KEY_FILE",
                        secret.toString())))
            .settings();

    assertThat(s3.roles())
        .isEqualTo(
            new RoleSettings(
                Optional.of(URI.create("https://sts.example.com")),
                Optional.of(new AccessKey("AKIASERVICE", "only/for+tests"))));
    assertThat(s3.toString()).doesNotContain("only/for+tests");
    assertThat(new S3Access(settings(Map.of())).settings().roles())
        .isEqualTo(RoleSettings.DEFAULTS);
  }

  @Test
  void namesEverySettingThatCannotBeUsed() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    S3Access access =
        new S3Access(
            settings(Map.of(PROXY, "https://u:hidden@proxy:3128", CA_BUNDLE, empty.toString())));

    assertThat(access.problems())
        .hasSize(2)
        .allMatch(line -> line.lines().count() == 1)
        .noneMatch(line -> line.contains("hidden"))
        .anyMatch(line -> line.startsWith("storage.proxy: A proxy is given as http://"))
        .anyMatch(
            line ->
                line.startsWith(
                    "storage.ca-bundle: The file " + empty + " holds no certificate: "));
    assertThatThrownBy(access::settings)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith("storage.proxy: ");
  }

  @Test
  void wantsStoresListedBehindAProxy() {
    S3Access access = new S3Access(settings(Map.of(PROXY, "http://proxy:3128", ENDPOINTS, "*")));

    assertThat(access.problems())
        .singleElement()
        .asString()
        .startsWith("storage.proxy: ")
        .contains("storage.s3-endpoints");
  }

  private static Settings settings(Map<String, String> variables) {
    return SettingsLoader.load(new SettingsSource(Optional.empty(), variables, Map.of()))
        .settings();
  }
}
