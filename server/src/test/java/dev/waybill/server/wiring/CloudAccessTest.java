package dev.waybill.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.settings.Settings;
import dev.waybill.server.settings.SettingsLoader;
import dev.waybill.server.settings.SettingsSource;
import dev.waybill.server.testing.TestCertificate;
import dev.waybill.stores.azure.AzureApplication;
import dev.waybill.stores.azure.AzureApplication.Proof;
import dev.waybill.stores.azure.AzureSettings;
import dev.waybill.stores.gcs.GcsSettings;
import dev.waybill.stores.gcs.GoogleIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudAccessTest {
  private static final String ID = "00001111-aaaa-2222-bbbb-3333cccc4444";

  @TempDir private Path folder;

  @Test
  void goesToMicrosoftAndGoogleWithoutAnIdentityByDefault() {
    AzureSettings azure = new AzureAccess(settings(Map.of())).settings();
    GcsSettings google = new GcsAccess(settings(Map.of())).settings();

    assertThat(azure.endpoint()).isEmpty();
    assertThat(azure.application()).isEmpty();
    assertThat(google.endpoint()).isEmpty();
    assertThat(google.tokenEndpoint()).isEmpty();
    assertThat(google.identity()).isEmpty();
    assertThat(problems(settings(Map.of()))).isEmpty();
  }

  @Test
  void goesTheWayOfAllStorage() {
    Settings settings =
        settings(
            Map.of(
                "WAYBILL_STORAGE_PROXY", "http://proxy:3128",
                "WAYBILL_EXPORT_REQUEST_TIMEOUT", "7s"));

    AzureSettings azure = new AzureAccess(settings).settings();
    GcsSettings google = new GcsAccess(settings).settings();

    assertThat(azure.proxy().orElseThrow().host()).isEqualTo("proxy");
    assertThat(google.proxy()).isEqualTo(azure.proxy());
    assertThat(azure.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
    assertThat(google.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void isTheApplicationThatIsSetAndShowsNoSecret() {
    AzureSettings azure =
        new AzureAccess(application("WAYBILL_AZURE_CLIENT_SECRET", "only/for+tests")).settings();

    assertThat(azure.application())
        .contains(
            new AzureApplication(
                ID,
                "Acme audit",
                URI.create("https://login.microsoftonline.com"),
                new Proof.Secret("only/for+tests")));
    assertThat(azure.toString()).doesNotContain("only/for+tests");
  }

  @Test
  void provesItByWhatIsSet() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "eyJ");

    assertThat(proof("WAYBILL_AZURE_TOKEN_FILE", token.toString()))
        .isEqualTo(new Proof.TokenFile(token));
    assertThat(proof("WAYBILL_AZURE_MANAGED_IDENTITY", "true"))
        .isEqualTo(new Proof.ManagedIdentity(Optional.empty()));
  }

  @Test
  void provesItByACertificateOfWhichItHasTheKey() throws IOException {
    TestCertificate certificate = TestCertificate.make("RSA");
    Path both =
        Files.writeString(
            folder.resolve("both.pem"), certificate.keyPem() + certificate.chainPem());

    assertThat(proof("WAYBILL_AZURE_CERTIFICATE", both.toString()))
        .isEqualTo(new Proof.Certificate(both));
  }

  @Test
  void namesEveryFileThatCannotBeUsed() throws IOException {
    Path noKey =
        Files.writeString(folder.resolve("no-key.pem"), TestCertificate.make("RSA").chainPem());
    Path empty = Files.createFile(folder.resolve("empty"));
    Path text = Files.writeString(folder.resolve("text"), "{\"private_key\": \"hidden\"");

    assertThat(problems(application("WAYBILL_AZURE_CERTIFICATE", noKey.toString())))
        .singleElement()
        .asString()
        .startsWith("azure.certificate: " + noKey + " does not hold a certificate and its");
    assertThat(problems(application("WAYBILL_AZURE_TOKEN_FILE", empty.toString())))
        .singleElement()
        .asString()
        .startsWith("azure.token-file: " + empty + " is empty");
    assertThat(problems(application("WAYBILL_AZURE_TOKEN_FILE", folder.toString())))
        .singleElement()
        .asString()
        .startsWith("azure.token-file: " + folder + " cannot be read");
    assertThat(problems(settings(Map.of("WAYBILL_GOOGLE_CREDENTIALS", text.toString()))))
        .singleElement()
        .asString()
        .startsWith("google.credentials: " + text + " is none of Google's files")
        .doesNotContain("hidden");
    assertThatThrownBy(
            () ->
                new GcsAccess(settings(Map.of("WAYBILL_GOOGLE_CREDENTIALS", "/no/such")))
                    .settings())
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith("google.credentials: /no/such cannot be read");
  }

  @Test
  void isTheServiceAccountThatIsSet() throws IOException {
    Path file = Files.writeString(folder.resolve("g.json"), "{\"type\": \"external_account\"}");

    assertThat(
            new GcsAccess(settings(Map.of("WAYBILL_GOOGLE_CREDENTIALS", file.toString())))
                .settings()
                .identity())
        .contains(new GoogleIdentity.File(file));
    assertThat(
            new GcsAccess(settings(Map.of("WAYBILL_GOOGLE_ENVIRONMENT_IDENTITY", "true")))
                .settings()
                .identity())
        .contains(new GoogleIdentity.Environment());
  }

  @Test
  void anApplicationToWhichNobodyCanComeBackIsWarnedOf() {
    Map<String, String> application =
        Map.of(
            "WAYBILL_AZURE_APPLICATION_ID",
            ID,
            "WAYBILL_AZURE_APPLICATION_NAME",
            "Acme audit",
            "WAYBILL_AZURE_CLIENT_SECRET",
            "hidden");
    Map<String, String> reachable = new HashMap<>(application);
    reachable.put("WAYBILL_SERVER_PUBLIC_URL", "https://audit.example.com");

    assertThat(StartCheck.warnings(settings(application), Instant.EPOCH))
        .singleElement()
        .asString()
        .startsWith("azure.application-id: ")
        .contains("server.public-url");
    assertThat(StartCheck.warnings(settings(reachable), Instant.EPOCH)).isEmpty();
    assertThat(StartCheck.warnings(settings(Map.of()), Instant.EPOCH)).isEmpty();
  }

  private Proof proof(String variable, String value) {
    return new AzureAccess(application(variable, value)).application().orElseThrow().proof();
  }

  private List<String> problems(Settings settings) {
    return StartCheck.problems(settings, Instant.EPOCH);
  }

  private Settings application(String variable, String value) {
    return settings(
        Map.of(
            "WAYBILL_AZURE_APPLICATION_ID",
            ID,
            "WAYBILL_AZURE_APPLICATION_NAME",
            "Acme audit",
            variable,
            value));
  }

  private Settings settings(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("WAYBILL_DATA_DIRECTORY", folder.resolve("data").toString());
    return SettingsLoader.load(new SettingsSource(Optional.empty(), all, Map.of())).settings();
  }
}
