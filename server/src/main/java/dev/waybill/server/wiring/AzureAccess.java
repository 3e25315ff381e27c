package dev.waybill.server.wiring;

import static dev.waybill.server.wiring.StorageNetwork.named;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.settings.AzureAccessSettings;
import dev.waybill.server.settings.Settings;
import dev.waybill.stores.azure.AzureApplication;
import dev.waybill.stores.azure.AzureApplication.Proof;
import dev.waybill.stores.azure.AzureSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.ssl.pem.PemContent;

/** How containers in Azure are reached, and as which application. */
final class AzureAccess {
  private static final String CERTIFICATE = "azure.certificate";
  private static final String TOKEN_FILE = "azure.token-file";

  private final Settings settings;
  private final AzureAccessSettings azure;
  private final StorageNetwork network;

  AzureAccess(Settings settings) {
    this.settings = settings;
    this.azure = settings.azure();
    this.network = new StorageNetwork(settings.storage());
  }

  /**
   * How requests are made.
   *
   * @throws StartRefusedException if a setting cannot be used; names it
   */
  AzureSettings settings() {
    return new AzureSettings(
        AzureSettings.DEFAULTS.connectTimeout(),
        settings.export().requestTimeout(),
        AzureSettings.DEFAULTS.maxConnections(),
        AzureSettings.DEFAULTS.blockBytes(),
        azure.endpoint(),
        application(),
        network.proxy(),
        network.caBundle());
  }

  /** One line for each setting that cannot be used. */
  Set<String> problems() {
    return StorageNetwork.problems(this::application);
  }

  /** The service's own, if it has one. */
  Optional<AzureApplication> application() {
    return named(
        () ->
            azure
                .applicationId()
                .map(
                    id ->
                        new AzureApplication(
                            id,
                            azure.applicationName().orElseThrow(),
                            azure.authority(),
                            proof())));
  }

  /** The settings have exactly one. */
  private Proof proof() {
    if (azure.managedIdentity()) {
      return new Proof.ManagedIdentity(azure.managedIdentityClientId());
    }
    return azure
        .clientSecret()
        .<Proof>map(secret -> new Proof.Secret(secret.value()))
        .or(() -> azure.certificate().map(AzureAccess::certificate))
        .or(() -> azure.tokenFile().map(AzureAccess::token))
        .orElseThrow();
  }

  private static Proof certificate(Path file) {
    String text = text(file, CERTIFICATE);
    try {
      PemContent pem = PemContent.load(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
      if (!pem.getCertificates().isEmpty() && pem.getPrivateKey() != null) {
        return new Proof.Certificate(file);
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      // not the cause of what is thrown: its message could show the key
    }
    throw new InvalidInput(
        CERTIFICATE,
        file
            + " does not hold a certificate and its private key: give both as PEM in this file, the"
            + " key not encrypted.");
  }

  /** What is in it changes; that there is something tells that it is the right file. */
  private static Proof token(Path file) {
    if (text(file, TOKEN_FILE).isBlank()) {
      throw new InvalidInput(TOKEN_FILE, file + " is empty: give the file with the token.");
    }
    return new Proof.TokenFile(file);
  }

  private static String text(Path file, String setting) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new InvalidInput(
          setting, file + " cannot be read: check that it exists and that this user may read it.");
    }
  }
}
