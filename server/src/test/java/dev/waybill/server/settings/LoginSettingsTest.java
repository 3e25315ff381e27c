package dev.waybill.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.tenant.Permission;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginSettingsTest {
  private static final Map<String, String> ALL =
      Map.of(
          "WAYBILL_LOGIN_ISSUER", "https://id.example.com/realms/acme",
          "WAYBILL_LOGIN_CLIENT_ID", "waybill",
          "WAYBILL_LOGIN_CLIENT_SECRET", "hidden",
          "WAYBILL_LOGIN_PUBLIC_URL", "https://audit.example.com",
          "WAYBILL_LOGIN_PERMISSIONS", "admins=AUDIT,READ,the viewers=AUDIT_READ");

  @TempDir private Path folder;

  @Test
  void nobodyLogsInByDefault() {
    assertThat(load(Map.of()).provider()).isEmpty();
  }

  @Test
  void namesAProvider() {
    LoginSettings login = load(ALL);

    assertThat(login.provider())
        .contains(
            new LoginSettings.Provider(
                URI.create("https://id.example.com/realms/acme"),
                "waybill",
                new Secret("hidden"),
                URI.create("https://audit.example.com")));
    assertThat(login.toString()).doesNotContain("hidden");
  }

  /** A variable's text is split at commas, a list in the file is not. */
  @Test
  void readsPermissionsFromVariablesAndFilesAlike() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("some.yaml"),
            """
            login:
              permissions: ["admins=AUDIT,READ", "cn=ops,dc=acme=OPERATOR", "admins=AUDIT_READ"]
            """);
    Map<String, String> rest = new HashMap<>(ALL);
    rest.remove("WAYBILL_LOGIN_PERMISSIONS");

    assertThat(load(ALL).permissionsByValue())
        .isEqualTo(
            Map.of(
                "admins",
                Set.of(Permission.AUDIT, Permission.READ),
                "the viewers",
                Set.of(Permission.AUDIT_READ)));
    assertThat(load(Optional.of(file), rest).permissionsByValue())
        .isEqualTo(
            Map.of(
                "admins",
                Set.of(Permission.AUDIT, Permission.READ, Permission.AUDIT_READ),
                "cn=ops,dc=acme",
                Set.of(Permission.OPERATOR)));
  }

  @Test
  void wantsAllOrNothingAndNamesAllThatIsMissing() {
    assertRefused(Map.of("WAYBILL_LOGIN_CLIENT_SECRET", "hidden"))
        .hasMessage(
            "WAYBILL_LOGIN_CLIENT_SECRET: its value is wrong: it goes with login.issuer,"
                + " login.client-id, login.public-url, login.permissions: give all, or none to let"
                + " nobody log in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.example.com",
        "http://127.evil.example.com",
        "https://user:pw@id.example.com",
        "https://id.example.com/?a=b",
        "https://id.example.com/#a",
        "ftp://id.example.com",
        "id.example.com"
      })
  void refusesAnIssuerThatCouldBeAnother(String issuer) {
    assertRefused(with("WAYBILL_LOGIN_ISSUER", issuer))
        .hasMessageStartingWith("WAYBILL_LOGIN_ISSUER: '" + issuer + "' is wrong: it is a")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1", "http://[::1]:80/"})
  void takesAnAddressOfThisMachineWithoutTls(String url) {
    assertThat(load(with("WAYBILL_LOGIN_PUBLIC_URL", url)).provider()).isPresent();
  }

  @Test
  void refusesAPathBelowThePublicUrl() {
    assertRefused(with("WAYBILL_LOGIN_PUBLIC_URL", "https://audit.example.com/waybill"))
        .hasMessageContaining("has no path");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"admins", "=READ", "admins=", "admins=INGEST", "admins=read", "READ,admins=READ"})
  void refusesPermissionsThatPeopleDoNotHave(String permissions) {
    assertRefused(with("WAYBILL_LOGIN_PERMISSIONS", permissions))
        .hasMessageContaining("has values of the claim with permissions of [READ, AUDIT_READ");
  }

  private static Map<String, String> with(String variable, String text) {
    Map<String, String> changed = new HashMap<>(ALL);
    changed.put(variable, text);
    return changed;
  }

  private AbstractThrowableAssert<?, ?> assertRefused(Map<String, String> environment) {
    return assertThatThrownBy(() -> load(environment)).isInstanceOf(InvalidSettingsException.class);
  }

  private LoginSettings load(Map<String, String> environment) {
    return load(Optional.empty(), environment);
  }

  private LoginSettings load(Optional<Path> file, Map<String, String> environment) {
    return SettingsLoader.load(
            new SettingsSource(
                file, environment, Map.of("data.directory", folder.resolve("data").toString())))
        .settings()
        .login();
  }
}
