package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.Permission;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How people log in with the company's identity provider. Without an issuer nobody can. */
public record LoginSettings(
    @Setting(
            about =
                "The identity provider's issuer, a URL exactly as the provider writes it; what else"
                    + " is to be known of it is read from `/.well-known/openid-configuration`"
                    + " below. Absent, nobody can log in.")
        Optional<URI> issuer,
    @Setting(about = "What the provider calls this service.") Optional<String> clientId,
    @Setting(about = "The secret that the provider gave to this service.")
        Optional<Secret> clientSecret,
    @Setting(
            about =
                "Where people's browsers reach this service, such as `https://audit.example.com`,"
                    + " without a path. The provider must know `<public-url>/login/callback` as a"
                    + " redirect URI, and `<public-url>/logout/done` as one after a logout. http"
                    + " works on this machine alone.")
        Optional<URI> publicUrl,
    @Setting(
            about =
                "What to ask the provider for besides `openid`: the scopes that bring the claims"
                    + " below.",
            absent = "profile")
        List<String> scopes,
    @Setting(
            about =
                "The claim with the id of the person's tenant. A dot leads into an object. People"
                    + " must not be able to choose its value themselves.",
            absent = "waybill_tenant")
        String tenantClaim,
    @Setting(
            about = "The claim with the values to which permissions are given, a text or a list.",
            absent = "groups")
        String permissionsClaim,
    @Setting(
            about =
                "Which value of that claim gives which permissions (`READ`, `AUDIT_READ`, `AUDIT`,"
                    + " `OPERATOR`), such as `audit-admins=AUDIT,READ`. `OPERATOR` counts for"
                    + " people without a tenant alone.")
        List<String> permissions,
    @Setting(
            about = "After how long people have to log in again, whatever they do.",
            absent = "8h",
            least = "1m",
            most = "30d")
        Duration sessionLength,
    @Setting(
            about = "After how long without a request people have to log in again.",
            absent = "1h",
            least = "2m",
            most = "30d")
        Duration sessionIdle) {

  /**
   * What must be known to let people log in.
   *
   * @param publicUrl an origin: no path
   */
  public record Provider(URI issuer, String clientId, Secret clientSecret, URI publicUrl) {}

  public LoginSettings {
    scopes = List.copyOf(scopes);
    permissions = List.copyOf(permissions);
    requireAllOrNothing(issuer, clientId, clientSecret, publicUrl, permissions);
    issuer.ifPresent(url -> SafeUrl.require("issuer", url));
    publicUrl.ifPresent(url -> SafeUrl.requireOrigin("public-url", url, ServerSettings.AT_ROOT));
    PermissionsOfClaims.parse(permissions);
  }

  /** Empty if nobody can log in. */
  public Optional<Provider> provider() {
    return issuer.map(
        url ->
            new Provider(
                url, clientId.orElseThrow(), clientSecret.orElseThrow(), publicUrl.orElseThrow()));
  }

  /** The permissions by the value of the claim that gives them. */
  public Map<String, Set<Permission>> permissionsByValue() {
    return PermissionsOfClaims.parse(permissions);
  }

  private static void requireAllOrNothing(
      Optional<URI> issuer,
      Optional<String> clientId,
      Optional<Secret> clientSecret,
      Optional<URI> publicUrl,
      List<String> permissions) {
    List<String> given = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    (issuer.isPresent() ? given : missing).add("issuer");
    (clientId.isPresent() ? given : missing).add("client-id");
    (clientSecret.isPresent() ? given : missing).add("client-secret");
    (publicUrl.isPresent() ? given : missing).add("public-url");
    (permissions.isEmpty() ? missing : given).add("permissions");
    if (!given.isEmpty() && !missing.isEmpty()) {
      throw new InvalidInput(
          given.getFirst(),
          "goes with "
              + String.join(", ", missing.stream().map(key -> "login." + key).toList())
              + ": give all, or none to let nobody log in");
    }
  }
}
