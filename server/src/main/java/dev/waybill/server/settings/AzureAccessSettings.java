package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How customers' containers in Azure are reached, and as which application. */
public record AzureAccessSettings(
    @Setting(
            about =
                "Where the Blob service is reached, with `{account}` where a storage account's name"
                    + " goes, such as `https://{account}.blob.example.com`. Absent, at Microsoft's"
                    + " host of the account.")
        Optional<String> endpoint,
    @Setting(
            about =
                "Where Microsoft Entra ID gives out tokens and asks for consent; national clouds"
                    + " have another.",
            absent = "https://login.microsoftonline.com")
        URI authority,
    @Setting(
            about =
                "The application (client) id of the service's multi-tenant application. Absent,"
                    + " tenants use SAS tokens alone.")
        Optional<String> applicationId,
    @Setting(
            about =
                "Its display name, which customers look for when they assign it a role; goes with"
                    + " azure.application-id.")
        Optional<String> applicationName,
    @Setting(
            about =
                "How the service proves that it is the application: a client secret. Give this, or"
                    + " one of the next three.")
        Optional<Secret> clientSecret,
    @Setting(
            about =
                "Or: a PEM file with a private key that is not encrypted, and its certificate,"
                    + " which the application knows.")
        Optional<Path> certificate,
    @Setting(
            about =
                "Or: a file with a token of the platform's, such as Kubernetes's, by a federated"
                    + " credential of the application.")
        Optional<Path> tokenFile,
    @Setting(
            about =
                "Or: the managed identity of the machine in Azure, by a federated credential of the"
                    + " application.",
            absent = "false")
        boolean managedIdentity,
    @Setting(about = "Which of several managed identities, by its client id.")
        Optional<String> managedIdentityClientId) {
  /** Where the account's name goes in the endpoint. */
  public static final String ACCOUNT = "{account}";

  private static final String PROOFS =
      "one of azure.client-secret, azure.certificate, azure.token-file and azure.managed-identity";

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  public AzureAccessSettings {
    endpoint.ifPresent(AzureAccessSettings::requireTemplate);
    SafeUrl.requireOrigin("authority", authority, "directories' ids follow the host");
    applicationId.ifPresent(id -> requireId("application-id", id));
    managedIdentityClientId.ifPresent(id -> requireId("managed-identity-client-id", id));
    requireTogether(applicationId, applicationName);
    requireOneProof(applicationId, proofs(clientSecret, certificate, tokenFile, managedIdentity));
    if (managedIdentityClientId.isPresent() && !managedIdentity) {
      throw new InvalidInput("managed-identity-client-id", "goes with azure.managed-identity");
    }
  }

  private static void requireTemplate(String endpoint) {
    InvalidInput wrong =
        new InvalidInput(
            "endpoint",
            "is a URL with {account} where the account's name goes, such as"
                + " https://{account}.blob.example.com");
    if (endpoint.split(Pattern.quote(ACCOUNT), -1).length != 2) {
      throw wrong;
    }
    try {
      URI url = (URI) SettingValues.parse(URI.class, List.of(endpoint.replace(ACCOUNT, "account")));
      SafeUrl.require("endpoint", url);
    } catch (InvalidInput e) {
      throw e.field().equals("endpoint") ? e : wrong;
    }
  }

  private static void requireId(String field, String id) {
    if (!ID.matcher(id).matches()) {
      throw new InvalidInput(field, "is a UUID, which the Azure portal shows as the client id");
    }
  }

  private static void requireTogether(Optional<String> id, Optional<String> name) {
    if (id.isPresent() && name.isEmpty()) {
      throw new InvalidInput("application-id", "goes with azure.application-name");
    }
    if (name.isPresent() && id.isEmpty()) {
      throw new InvalidInput("application-name", "goes with azure.application-id");
    }
    name.filter(
            it -> it.isBlank() || it.length() > 120 || it.chars().anyMatch(Character::isISOControl))
        .ifPresent(
            _ -> {
              throw new InvalidInput("application-name", "has 1 to 120 characters on one line");
            });
  }

  private static void requireOneProof(Optional<String> applicationId, List<String> given) {
    if (applicationId.isEmpty() && !given.isEmpty()) {
      throw new InvalidInput(given.getFirst(), "goes with azure.application-id");
    }
    if (applicationId.isPresent() && given.isEmpty()) {
      throw new InvalidInput("application-id", "goes with " + PROOFS);
    }
    if (given.size() > 1) {
      throw new InvalidInput(given.getLast(), "is one proof too many: give " + PROOFS);
    }
  }

  private static List<String> proofs(
      Optional<Secret> clientSecret,
      Optional<Path> certificate,
      Optional<Path> tokenFile,
      boolean managedIdentity) {
    return Stream.of(
            Map.entry("client-secret", clientSecret.isPresent()),
            Map.entry("certificate", certificate.isPresent()),
            Map.entry("token-file", tokenFile.isPresent()),
            Map.entry("managed-identity", managedIdentity))
        .filter(Map.Entry::getValue)
        .map(Map.Entry::getKey)
        .toList();
  }
}
