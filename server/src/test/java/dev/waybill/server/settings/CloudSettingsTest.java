package dev.waybill.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How Azure and Google Cloud are reached, and where this service is. */
class CloudSettingsTest {
  private static final String ID = "00001111-aaaa-2222-bbbb-3333cccc4444";
  private static final Map<String, String> APPLICATION =
      Map.of(
          "WAYBILL_AZURE_APPLICATION_ID", ID,
          "WAYBILL_AZURE_APPLICATION_NAME", "Acme audit",
          "WAYBILL_AZURE_CLIENT_SECRET", "hidden");

  @TempDir private Path folder;

  @Test
  void hasNoIdentityByDefault() {
    Settings settings = load(Map.of());

    assertThat(settings.azure().applicationId()).isEmpty();
    assertThat(settings.google().credentials()).isEmpty();
    assertThat(settings.google().environmentIdentity()).isFalse();
    assertThat(settings.publicUrl()).isEmpty();
  }

  @Test
  void readsTheSecretOfTheApplicationFromAFileAndShowsItNowhere() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "hidden\n");
    Map<String, String> given = without("WAYBILL_AZURE_CLIENT_SECRET");
    given.put("WAYBILL_AZURE_CLIENT_SECRET_FILE", file.toString());

    AzureAccessSettings azure = load(given).azure();

    assertThat(azure.clientSecret()).contains(new Secret("hidden"));
    assertThat(azure.toString()).doesNotContain("hidden");
  }

  /** The variable of the path itself ends as those of secrets in files do. */
  @Test
  void takesTheNameOfTheFileWithATokenItself() {
    Map<String, String> given = without("WAYBILL_AZURE_CLIENT_SECRET");
    given.put("WAYBILL_AZURE_TOKEN_FILE", "/var/run/token");

    assertThat(load(given).azure().tokenFile()).contains(Path.of("/var/run/token"));
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_SECRET, hidden, CERTIFICATE, /c.pem",
    "CERTIFICATE, /c.pem, TOKEN_FILE, /t",
    "TOKEN_FILE, /t, MANAGED_IDENTITY, true",
    "CLIENT_SECRET, hidden, MANAGED_IDENTITY, true"
  })
  void takesOneProofOfTheApplicationAndNoSecond(
      String one, String value, String other, String otherValue) {
    Map<String, String> given = without("WAYBILL_AZURE_CLIENT_SECRET");
    given.put("WAYBILL_AZURE_" + one, value);
    assertThat(load(given).azure().applicationId()).contains(ID);

    given.put("WAYBILL_AZURE_" + other, otherValue);

    assertRefused(given)
        .hasMessageStartingWith("WAYBILL_AZURE_" + other + ": ")
        .hasMessageContaining("is one proof too many: give one of azure.client-secret")
        .hasMessageNotContaining("hidden");
  }

  @ParameterizedTest
  @CsvSource({
    "CLIENT_SECRET, WAYBILL_AZURE_APPLICATION_ID, one of azure.client-secret",
    "APPLICATION_NAME, WAYBILL_AZURE_APPLICATION_ID, azure.application-name",
    "APPLICATION_ID, WAYBILL_AZURE_APPLICATION_NAME, azure.application-id"
  })
  void wantsAllOfAnApplication(String missing, String named, String wanted) {
    assertRefused(without("WAYBILL_AZURE_" + missing))
        .hasMessageStartingWith(named + ": ")
        .hasMessageContaining("it goes with " + wanted);
  }

  @Test
  void wantsAnApplicationForAProofAndAManagedIdentityForItsName() {
    assertRefused(Map.of("WAYBILL_AZURE_CLIENT_SECRET", "hidden"))
        .hasMessage(
            "WAYBILL_AZURE_CLIENT_SECRET: its value is wrong: it goes with azure.application-id");
    assertRefused(with("WAYBILL_AZURE_MANAGED_IDENTITY_CLIENT_ID", ID))
        .hasMessageContaining("it goes with azure.managed-identity");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://{account}.blob.example.com",
        "http://127.0.0.1:10000/{account}",
        "https://blobs.example.com:8443/of/{account}"
      })
  void takesAnAddressOfTheBlobServiceWithThePlaceOfTheAccount(String endpoint) {
    assertThat(load(Map.of("WAYBILL_AZURE_ENDPOINT", endpoint)).azure().endpoint())
        .contains(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://blob.example.com",
        "https://{account}.example.com/{account}",
        "http://{account}.blob.example.com",
        "https://user@{account}.example.com",
        "https://{account}.example.com/?a=b",
        "https://{account}.example.com/{container}",
        "{account}",
        "ftp://{account}.example.com"
      })
  void refusesOneThatIsNoneOrCouldBeReadOnTheWay(String endpoint) {
    assertRefused(Map.of("WAYBILL_AZURE_ENDPOINT", endpoint))
        .hasMessageStartingWith("WAYBILL_AZURE_ENDPOINT: '" + endpoint + "' is wrong: it is a")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "AZURE_AUTHORITY, http://login.example.com",
    "AZURE_AUTHORITY, https://login.example.com/common",
    "AZURE_APPLICATION_ID, my-application",
    "AZURE_APPLICATION_NAME, ' '",
    "GOOGLE_ENDPOINT, http://storage.example.com",
    "GOOGLE_TOKEN_ENDPOINT, https://tokens.example.com/?to=there",
    "SERVER_PUBLIC_URL, https://audit.example.com/waybill",
    "SERVER_PUBLIC_URL, http://audit.example.com"
  })
  void refusesWhatCannotBe(String variable, String value) {
    Map<String, String> given = new HashMap<>(APPLICATION);
    given.put("WAYBILL_" + variable, value);

    assertRefused(given).hasMessageStartingWith("WAYBILL_" + variable + ": '" + value + "' is ");
  }

  @Test
  void takesOneIdentityAtGoogleAlone() {
    assertThat(load(Map.of("WAYBILL_GOOGLE_CREDENTIALS", "/g.json")).google().credentials())
        .contains(Path.of("/g.json"));

    assertRefused(
            Map.of(
                "WAYBILL_GOOGLE_CREDENTIALS", "/g.json",
                "WAYBILL_GOOGLE_ENVIRONMENT_IDENTITY", "true"))
        .hasMessageContaining("one identity too many");
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertRefused(
            Map.of(
                "WAYBILL_AZURE_CLIENT_SECRET", "hidden",
                "WAYBILL_GOOGLE_ENDPOINT", "http://storage.example.com",
                "WAYBILL_SERVER_PUBLIC_URL", "http://audit.example.com"))
        .hasMessageContaining("WAYBILL_AZURE_CLIENT_SECRET")
        .hasMessageContaining("WAYBILL_GOOGLE_ENDPOINT")
        .hasMessageContaining("WAYBILL_SERVER_PUBLIC_URL");
  }

  @Test
  void isReachedWherePeopleLogInUnlessItIsSaid() {
    Map<String, String> login =
        Map.of(
            "WAYBILL_LOGIN_ISSUER", "https://id.example.com",
            "WAYBILL_LOGIN_CLIENT_ID", "waybill",
            "WAYBILL_LOGIN_CLIENT_SECRET", "hidden",
            "WAYBILL_LOGIN_PUBLIC_URL", "https://audit.example.com",
            "WAYBILL_LOGIN_PERMISSIONS", "admins=AUDIT");
    assertThat(load(login).publicUrl()).contains(URI.create("https://audit.example.com"));
    assertThat(load(Map.of("WAYBILL_SERVER_PUBLIC_URL", "https://a.example")).publicUrl())
        .contains(URI.create("https://a.example"));

    Map<String, String> both = new HashMap<>(login);
    both.put("WAYBILL_SERVER_PUBLIC_URL", "https://other.example.com");
    assertRefused(both).hasMessageContaining("it is the same as login.public-url, or absent");
  }

  private static Map<String, String> with(String variable, String text) {
    Map<String, String> changed = new HashMap<>(APPLICATION);
    changed.put(variable, text);
    return changed;
  }

  private static Map<String, String> without(String variable) {
    Map<String, String> changed = new HashMap<>(APPLICATION);
    changed.remove(variable);
    return changed;
  }

  private AbstractThrowableAssert<?, ?> assertRefused(Map<String, String> environment) {
    return assertThatThrownBy(() -> load(environment)).isInstanceOf(InvalidSettingsException.class);
  }

  private Settings load(Map<String, String> environment) {
    return SettingsLoader.load(
            new SettingsSource(
                Optional.empty(),
                environment,
                Map.of("data.directory", folder.resolve("data").toString())))
        .settings();
  }
}
