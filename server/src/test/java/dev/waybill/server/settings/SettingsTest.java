package dev.waybill.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @TempDir Path folder;

  @Test
  void hasDefaults() {
    assertThat(load(Map.of()).settings())
        .isEqualTo(
            new Settings(
                new ServerSettings(
                    "127.0.0.1",
                    8080,
                    200,
                    Duration.ofSeconds(15),
                    List.of(),
                    ServerSettings.ForwardingHeaders.X_FORWARDED,
                    Optional.empty()),
                new TlsSettings(Optional.empty(), Optional.empty(), Optional.empty()),
                new LoginSettings(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of("profile"),
                    "waybill_tenant",
                    "groups",
                    List.of(),
                    Duration.ofHours(8),
                    Duration.ofHours(1)),
                new PortalSettings(
                    "Waybill",
                    Optional.empty(),
                    new AccentColour(0x1d5fbf),
                    "Back",
                    List.of(),
                    List.of()),
                new ManagementSettings("127.0.0.1", 9090),
                new DataSettings(folder.resolve("data"), new ByteSize(1L << 30)),
                new SecretsSettings(Optional.empty(), Optional.empty(), Optional.empty()),
                new IngestSettings(
                    size(16), 50_000, size(1), 64, size(64), Optional.empty(), Optional.empty()),
                new ExportSettings(
                    32, 4, size(1024), size(256), 24, size(96), Duration.ofSeconds(30)),
                new StorageSettings(
                    List.of(),
                    Optional.empty(),
                    List.of(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                new AzureAccessSettings(
                    Optional.empty(),
                    URI.create("https://login.microsoftonline.com"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    Optional.empty()),
                new GoogleAccessSettings(
                    Optional.empty(), Optional.empty(), Optional.empty(), false),
                new SetupSettings(Optional.empty(), Optional.empty(), List.of()),
                new RetentionSettings(
                    Duration.ofDays(30),
                    Duration.ofDays(90),
                    Optional.empty(),
                    Duration.ofDays(400)),
                new MailSettings(
                    Optional.empty(),
                    587,
                    MailSettings.Encryption.STARTTLS,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Duration.ofSeconds(30)),
                new SelfCheckSettings(Duration.ofHours(1), 10, size(1024)),
                new LimitSettings(1000, 10, 8192, Duration.ofSeconds(30)),
                new LogSettings(LogSettings.Format.AUTO, LogSettings.Level.INFO)));
  }

  @Test
  void keepsTheDataInTheWorkingDirectoryByDefault() {
    Settings settings =
        SettingsLoader.load(new SettingsSource(Optional.empty(), Map.of(), Map.of())).settings();

    assertThat(settings.data().directory()).isEqualTo(Path.of("./waybill-data"));
  }

  @Test
  void readsEveryKeyOfTheFile() throws IOException {
    write(
        """
        server:
          address: 0.0.0.0
          port: 80
          threads: 10
          stop-timeout: 1m
          tls: {certificate: /etc/tls/chain.pem, key: /etc/tls/key.pem, key-password: opens}
          trusted-proxies: [10.0.0.0/8, "2001:db8::1"]
          forwarded-headers: forwarded
          public-url: https://audit.example.com
        login:
          issuer: https://id.example.com
          client-id: waybill
          client-secret: hidden
          public-url: https://audit.example.com
          scopes: [groups, email]
          tenant-claim: org
          permissions-claim: roles
          permissions: ["admins=AUDIT,READ"]
          session-length: 2h
          session-idle: 10m
        management: {address: "::1", port: 81}
        data: {directory: /var/lib/waybill}
        ingest:
          max-request-size: 1MiB
          max-request-events: 10
          max-event-size: 3MiB
          max-depth: 5
          memory: 4MiB
          tenant-events-per-second: 2000
          tenant-bytes-per-second: 3MiB
        export:
          concurrent-jobs: 7
          jobs-per-tenant: 3
          job-size: 2MiB
          part-size: 3MiB
          open-hours: 4
          memory: 8MiB
          request-timeout: 6s
        storage:
          directory-roots: [/exports, /more]
          s3-default-endpoint: https://s3.example.com:9000
          s3-endpoints:
            - https://one.example.com
            - two.example.com
          allow-private-addresses: true
          proxy: http://user:secret@proxy:3128
          ca-bundle: /etc/ca.pem
          sts-endpoint: https://sts.example.com
          sts-access-key-id: AKIASERVICE
          sts-secret-access-key: hidden
        azure:
          endpoint: https://{account}.blob.example.com
          authority: https://login.microsoftonline.us
          application-id: 00001111-aaaa-2222-bbbb-3333cccc4444
          application-name: Acme audit
          managed-identity: true
          managed-identity-client-id: 11112222-bbbb-3333-cccc-4444dddd5555
        google:
          endpoint: https://storage.example.com
          token-endpoint: https://tokens.example.com
          credentials: /etc/google.json
        setup:
          s3-principal: arn:aws:iam::111122223333:role/waybill
          s3-role-name-prefix: acme-
          egress-addresses: [203.0.113.0/29, "2001:db8::1"]
        retention: {events: 7d, hard-limit: 14d, storage-quota: 5GiB, job-history: 10d}
        secrets:
          kms-key: arn:aws:kms:eu-central-1:111122223333:alias/waybill
          kms-key-before: arn:aws:kms:eu-central-1:111122223333:key/1
          kms-endpoint: https://kms.example.com
        portal: {name: Audit, logo: /etc/logo.svg, accent: "#AA0011", return-text: Home, frame-ancestors: [https://app.example.com], return-origins: [https://www.example.com]}
        mail: {host: smtp.example.com, port: 465, encryption: TLS, user: waybill, password: hidden, from: waybill@example.com, timeout: 9s}
        self-check: {interval: 5m, jobs: 3, size: 7MiB}
        limits: {export-configurations: 9, wrong-keys: 8, connections: 70, client-silence: 6s}
        log: {format: json, level: debug}
        """);

    assertThat(load(Map.of()).settings())
        .isEqualTo(
            new Settings(
                new ServerSettings(
                    "0.0.0.0",
                    80,
                    10,
                    Duration.ofMinutes(1),
                    List.of(
                        new AddressRange(InetAddress.ofLiteral("10.0.0.0"), 8),
                        new AddressRange(InetAddress.ofLiteral("2001:db8::1"), 128)),
                    ServerSettings.ForwardingHeaders.FORWARDED,
                    Optional.of(URI.create("https://audit.example.com"))),
                new TlsSettings(
                    Optional.of(Path.of("/etc/tls/chain.pem")),
                    Optional.of(Path.of("/etc/tls/key.pem")),
                    Optional.of(new Secret("opens"))),
                new LoginSettings(
                    Optional.of(URI.create("https://id.example.com")),
                    Optional.of("waybill"),
                    Optional.of(new Secret("hidden")),
                    Optional.of(URI.create("https://audit.example.com")),
                    List.of("groups", "email"),
                    "org",
                    "roles",
                    List.of("admins=AUDIT,READ"),
                    Duration.ofHours(2),
                    Duration.ofMinutes(10)),
                new PortalSettings(
                    "Audit",
                    Optional.of(Path.of("/etc/logo.svg")),
                    new AccentColour(0xaa0011),
                    "Home",
                    List.of(URI.create("https://app.example.com")),
                    List.of(URI.create("https://www.example.com"))),
                new ManagementSettings("::1", 81),
                new DataSettings(folder.resolve("data"), new ByteSize(1L << 30)),
                new SecretsSettings(
                    Optional.of("arn:aws:kms:eu-central-1:111122223333:alias/waybill"),
                    Optional.of("arn:aws:kms:eu-central-1:111122223333:key/1"),
                    Optional.of(URI.create("https://kms.example.com"))),
                new IngestSettings(
                    size(1), 10, size(3), 5, size(4), Optional.of(2000), Optional.of(size(3))),
                new ExportSettings(7, 3, size(2), size(3), 4, size(8), Duration.ofSeconds(6)),
                new StorageSettings(
                    List.of(Path.of("/exports"), Path.of("/more")),
                    Optional.of(URI.create("https://s3.example.com:9000")),
                    List.of("https://one.example.com", "two.example.com"),
                    true,
                    Optional.of(new Secret("http://user:secret@proxy:3128")),
                    Optional.of(Path.of("/etc/ca.pem")),
                    Optional.of(URI.create("https://sts.example.com")),
                    Optional.of("AKIASERVICE"),
                    Optional.of(new Secret("hidden"))),
                new AzureAccessSettings(
                    Optional.of("https://{account}.blob.example.com"),
                    URI.create("https://login.microsoftonline.us"),
                    Optional.of("00001111-aaaa-2222-bbbb-3333cccc4444"),
                    Optional.of("Acme audit"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    Optional.of("11112222-bbbb-3333-cccc-4444dddd5555")),
                new GoogleAccessSettings(
                    Optional.of(URI.create("https://storage.example.com")),
                    Optional.of(URI.create("https://tokens.example.com")),
                    Optional.of(Path.of("/etc/google.json")),
                    false),
                new SetupSettings(
                    Optional.of("arn:aws:iam::111122223333:role/waybill"),
                    Optional.of("acme-"),
                    List.of("203.0.113.0/29", "2001:db8::1")),
                new RetentionSettings(
                    Duration.ofDays(7),
                    Duration.ofDays(14),
                    Optional.of(size(5 * 1024)),
                    Duration.ofDays(10)),
                new MailSettings(
                    Optional.of("smtp.example.com"),
                    465,
                    MailSettings.Encryption.TLS,
                    Optional.of("waybill"),
                    Optional.of(new Secret("hidden")),
                    Optional.of("waybill@example.com"),
                    Duration.ofSeconds(9)),
                new SelfCheckSettings(Duration.ofMinutes(5), 3, size(7)),
                new LimitSettings(9, 8, 70, Duration.ofSeconds(6)),
                new LogSettings(LogSettings.Format.JSON, LogSettings.Level.DEBUG)));
  }

  @Test
  void prefersTheEnvironmentToTheFile() throws IOException {
    write("server: {port: 80, threads: 3}");

    Settings settings =
        load(Map.of("WAYBILL_SERVER_PORT", "81", "WAYBILL_STORAGE_DIRECTORY_ROOTS", "/a, /b"))
            .settings();

    assertThat(settings.server().port()).isEqualTo(81);
    assertThat(settings.server().threads()).isEqualTo(3);
    assertThat(settings.storage().directoryRoots()).containsExactly(Path.of("/a"), Path.of("/b"));
  }

  @Test
  void namesTheKeyThatEncryptsTheKeyFileByItsArn() {
    assertProblems(Map.of("WAYBILL_SECRETS_KMS_KEY_BEFORE", "alias/waybill"))
        .isEqualTo(
            "WAYBILL_SECRETS_KMS_KEY_BEFORE: 'alias/waybill' is wrong: it is the ARN of a KMS key or"
                + " alias, such as arn:aws:kms:eu-central-1:111122223333:alias/waybill");
  }

  @Test
  void writesAFeatureOfTwoWordsLikeAllNames() {
    assertThat(load(Map.of("WAYBILL_SELF_CHECK_JOBS", "0")).settings().selfCheck().jobs()).isZero();
    assertProblems(Map.of("WAYBILL_SELF_CHECK_JOBS", "-1"))
        .isEqualTo("WAYBILL_SELF_CHECK_JOBS: '-1' is wrong: it lies between 0 and 100000");
  }

  @Test
  void readsASecretFromAFileAndShowsItNowhere() throws IOException {
    Path file = Files.writeString(folder.resolve("proxy"), "http://u:hidden@proxy:1\n");

    Settings settings = load(Map.of("WAYBILL_STORAGE_PROXY_FILE", file.toString())).settings();

    assertThat(settings.storage().proxy()).contains(new Secret("http://u:hidden@proxy:1"));
    assertThat(settings.toString()).doesNotContain("hidden");
  }

  @Test
  void refusesAPrincipalThatNoTrustPolicyCouldName() {
    assertProblems(Map.of("WAYBILL_SETUP_S3_PRINCIPAL", "arn:aws:sts::1:assumed-role/a/b"))
        .isEqualTo(
            "WAYBILL_SETUP_S3_PRINCIPAL: 'arn:aws:sts::1:assumed-role/a/b' is wrong: it is the ARN"
                + " of an IAM role or user, such as arn:aws:iam::111122223333:role/waybill");
    assertProblems(Map.of("WAYBILL_SETUP_S3_ROLE_NAME_PREFIX", "a b"))
        .startsWith("WAYBILL_SETUP_S3_ROLE_NAME_PREFIX: 'a b' is wrong: it is 1 to 32 letters");
    assertProblems(Map.of("WAYBILL_SETUP_EGRESS_ADDRESSES", "192.0.2.1, proxy.example.com"))
        .contains("it has IP addresses and ranges");
  }

  @Test
  void namesTheFileOfASecretThatIsMissing() {
    assertProblems(Map.of("WAYBILL_STORAGE_PROXY_FILE", "/none"))
        .isEqualTo("WAYBILL_STORAGE_PROXY_FILE: the file /none cannot be read");
  }

  @Test
  void suggestsTheNearestKeyForAnUnknownOne() throws IOException {
    write("sever: {port: 80}\nserver: {prot: 1}\nnonsense-without-end: true");

    assertProblems(Map.of())
        .contains("'sever.port' is not known; did you mean 'server.port'?")
        .contains("'server.prot' is not known; did you mean 'server.port'?")
        .contains("'nonsense-without-end' is not known; docs/configuration.md lists what there is");
  }

  @Test
  void warnsOfUnknownVariablesButNotOfTheClients() {
    LoadedSettings loaded =
        load(
            Map.of(
                "WAYBILL_SERVER_PROT", "1",
                "WAYBILL_HOST", "h",
                "WAYBILL_API_KEY", "k",
                "WAYBILL_CA_BUNDLE", "c",
                "WAYBILL_PROFILE", "p"));

    assertThat(loaded.warnings())
        .containsExactly(
            "The environment variable WAYBILL_SERVER_PROT is not known; did you mean"
                + " WAYBILL_SERVER_PORT?");
  }

  @Test
  void reportsAllProblemsAtOnce() throws IOException {
    write(
        """
        server: {port: 65536, threads: 0, stop-timeout: soon}
        ingest: {max-request-size: 16MB, max-depth: deep}
        storage: {s3-default-endpoint: "s3://x", directory-roots: /one, allow-private-addresses: 1}
        log: {format: xml}
        """);

    assertProblems(Map.of("WAYBILL_MANAGEMENT_PORT", "-1"))
        .contains("server.port: '65536' is wrong: it lies between 0 and 65535")
        .contains("server.threads: '0' is wrong: it lies between 1 and 10000")
        .contains("stop-timeout: 'soon' is wrong: it is a length of time such as 500ms, 20s")
        .contains("max-request-size: '16MB' is wrong: it is a size such as 512KiB, 16MiB or 2GiB")
        .contains("max-depth: 'deep' is wrong: it is a whole number")
        .contains("s3-default-endpoint: 's3://x' is wrong: it is a URL such as")
        .contains("log.format: 'xml' is wrong: it is one of [AUTO, PEOPLE, JSON]")
        .contains("WAYBILL_MANAGEMENT_PORT: '-1' is wrong: it lies between 0 and 65535")
        .contains("allow-private-addresses: '1' is wrong: it is true or false")
        .hasLineCount(9);
  }

  @Test
  void refusesSettingsThatDoNotFitTogether() throws IOException {
    write("ingest: {memory: 1MiB}");

    assertProblems(Map.of())
        .contains(
            "ingest.memory: '1MiB' is wrong: it is at least 4 times ingest.max-request-size,"
                + " 16MiB");
  }

  @Test
  void refusesAHardLimitShorterThanTheRetention() throws IOException {
    write("retention: {events: 100d, storage-quota: 0B}");

    assertProblems(Map.of())
        .contains("retention.storage-quota: '0B' is wrong: it is more than nothing");
    write("retention: {events: 100d}");
    assertProblems(Map.of())
        .contains("retention.hard-limit: its default is wrong: it is not shorter than")
        .hasLineCount(1);
  }

  @Test
  void refusesPartsTooSmallForAJob() throws IOException {
    write("export: {job-size: 64GiB, part-size: 1MiB}");

    assertProblems(Map.of())
        .contains("export.part-size: '1MiB' is wrong: it is at least export.job-size, 64GiB");
  }

  @Test
  void wantsBothHalvesOfTheServicesIdentity() {
    assertProblems(Map.of("WAYBILL_STORAGE_STS_ACCESS_KEY_ID", "AKIASERVICE"))
        .isEqualTo(
            "WAYBILL_STORAGE_STS_ACCESS_KEY_ID: 'AKIASERVICE' is wrong: it goes with the other"
                + " half: give both storage.sts-access-key-id and storage.sts-secret-access-key, or"
                + " neither");
    assertProblems(Map.of("WAYBILL_STORAGE_STS_SECRET_ACCESS_KEY", "hidden"))
        .startsWith("WAYBILL_STORAGE_STS_SECRET_ACCESS_KEY: its value is wrong: it goes with");
  }

  @Test
  void wantsAllThatAMailServerNeeds() {
    assertProblems(Map.of("WAYBILL_MAIL_HOST", "smtp.example.com"))
        .isEqualTo(
            "WAYBILL_MAIL_HOST: 'smtp.example.com' is wrong: it goes with mail.from: give both, or"
                + " none to send no mails");
    assertProblems(Map.of("WAYBILL_MAIL_FROM", "waybill@example.com"))
        .contains("it goes with mail.host");
    assertProblems(Map.of("WAYBILL_MAIL_HOST", "smtp.example.com", "WAYBILL_MAIL_FROM", "a\r\nb"))
        .contains("it is a mail address such as");
    assertProblems(
            Map.of(
                "WAYBILL_MAIL_HOST", "smtp.example.com",
                "WAYBILL_MAIL_FROM", "waybill@example.com",
                "WAYBILL_MAIL_USER", "waybill",
                "WAYBILL_MAIL_PASSWORD", "hidden",
                "WAYBILL_MAIL_ENCRYPTION", "NONE"))
        .contains("it is STARTTLS or TLS where there is a mail.password")
        .doesNotContain("hidden");
  }

  @Test
  void wantsACertificateWithItsKey() {
    assertThatThrownBy(() -> load(Map.of("WAYBILL_SERVER_TLS_CERTIFICATE", "chain.pem")))
        .hasMessage(
            "WAYBILL_SERVER_TLS_CERTIFICATE: 'chain.pem' is wrong: it goes with the other half:"
                + " give both server.tls.certificate and server.tls.key, or neither");
    assertThatThrownBy(() -> load(Map.of("WAYBILL_SERVER_TLS_KEY", "key.pem")))
        .hasMessageStartingWith("WAYBILL_SERVER_TLS_KEY: 'key.pem' is wrong");
    assertThatThrownBy(() -> load(Map.of("WAYBILL_SERVER_TLS_KEY_PASSWORD", "hidden")))
        .hasMessageContaining("server.tls.key")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example.com",
        "10.0.0.0/33",
        "::/129",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "/8",
        "10/8",
        "10.0.0.0/8/8",
        "300.0.0.1",
        "fe80::1%eth0",
        "10.0.0.1;8080",
        "*"
      })
  void trustsAddressesAlone(String range) {
    assertThatThrownBy(() -> load(Map.of("WAYBILL_SERVER_TRUSTED_PROXIES", "10.0.0.1," + range)))
        .hasMessageContaining("has IP addresses and ranges such as 10.0.0.0/8 only")
        .message()
        .hasLineCount(1);
  }

  @Test
  void needsTwoPorts() throws IOException {
    write("server: {port: 9090}");

    assertProblems(Map.of())
        .contains("management.port: its default is wrong: it is another one than server.port");
  }

  @Test
  void refusesTwoValuesForOneKey() throws IOException {
    write("server: {port: 80}\nserver: {port: 81}");

    assertProblems(Map.of()).contains("waybill.yaml, line 2").contains("server");
  }

  @Test
  void refusesAFileThatIsNotYaml() throws IOException {
    write("server: {port: 80");

    assertProblems(Map.of()).contains("waybill.yaml, line 1").hasLineCount(1);
  }

  @Test
  void refusesAFileWithoutKeys() throws IOException {
    write("just words");

    assertProblems(Map.of()).contains("must hold keys with values");
  }

  @Test
  void takesAnEmptyFileAsNoSettings() throws IOException {
    write("# nothing yet\n");

    assertThat(load(Map.of()).settings().server().port()).isEqualTo(8080);
  }

  @Test
  void needsTheFileThatWasNamed() {
    var source = new SettingsSource(Optional.of(folder.resolve("none")), Map.of(), Map.of());

    assertThatThrownBy(() -> SettingsLoader.load(source))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("There is no file");
  }

  private org.assertj.core.api.AbstractStringAssert<?> assertProblems(
      Map<String, String> environment) {
    InvalidSettingsException refused =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            InvalidSettingsException.class, () -> load(environment));
    return assertThat(refused.getMessage());
  }

  private LoadedSettings load(Map<String, String> environment) {
    var overrides = Map.of("data.directory", folder.resolve("data").toString());
    return SettingsLoader.load(new SettingsSource(Optional.empty(), environment, overrides));
  }

  private void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("waybill.yaml"), yaml);
  }

  private static ByteSize size(int mebibytes) {
    return new ByteSize((long) mebibytes << 20);
  }
}
