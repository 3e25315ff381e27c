package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.nio.file.Path;
import java.util.Optional;

/** With what the API speaks https. */
public record TlsSettings(
    @Setting(
            about =
                "The certificate with which the API speaks `https`: a PEM file with the server's own"
                    + " certificate first, then those of its issuers. It is read again when it"
                    + " changes. Absent, the API speaks `http`.")
        Optional<Path> certificate,
    @Setting(
            about =
                "The private key of the certificate: a PEM file, as PKCS#8, PKCS#1 or SEC 1. It is"
                    + " read again when it changes.")
        Optional<Path> key,
    @Setting(about = "The password of the key's file, if it has one; such a file is PKCS#8.")
        Optional<Secret> keyPassword) {
  public TlsSettings {
    if (certificate.isPresent() != key.isPresent()) {
      throw new InvalidInput(
          certificate.isPresent() ? "certificate" : "key",
          "goes with the other half: give both server.tls.certificate and server.tls.key, or"
              + " neither");
    }
    if (keyPassword.isPresent() && key.isEmpty()) {
      throw new InvalidInput("key-password", "goes with server.tls.key: give that, too");
    }
  }

  /** Whether the API speaks https. */
  public boolean isOn() {
    return certificate.isPresent();
  }
}
