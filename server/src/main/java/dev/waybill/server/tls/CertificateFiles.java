package dev.waybill.server.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.settings.Secret;
import dev.waybill.server.settings.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.ssl.pem.PemContent;

/** The two PEM files of which the settings tell. */
public final class CertificateFiles {
  static final String CERTIFICATE = "server.tls.certificate";
  static final String KEY = "server.tls.key";

  private final Path certificate;
  private final Path key;
  private final Optional<String> password;

  /** What is in the files at a time; they are replaced one after the other. */
  record Contents(String certificate, String key) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /**
   * @throws IllegalArgumentException if the settings name no files
   */
  public CertificateFiles(TlsSettings settings) {
    this.certificate =
        settings.certificate().orElseThrow(() -> new IllegalArgumentException("no certificate"));
    this.key = settings.key().orElseThrow(() -> new IllegalArgumentException("no key"));
    this.password = settings.keyPassword().map(Secret::value);
  }

  /**
   * Reads both.
   *
   * @throws InvalidInput if they cannot be used now; the message is a line that names the setting
   */
  public ServerCertificate read(Instant now) {
    return parse(contents(), now);
  }

  Contents contents() {
    return new Contents(text(certificate, CERTIFICATE), text(key, KEY));
  }

  ServerCertificate parse(Contents contents, Instant now) {
    return ServerCertificate.of(chain(contents), privateKey(contents), now);
  }

  private List<X509Certificate> chain(Contents contents) {
    try {
      return List.copyOf(pem(contents.certificate()).getCertificates());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw refused(
          CERTIFICATE,
          certificate
              + " holds no whole certificate: give a PEM file with the server's certificate and"
              + " those of its issuers (-----BEGIN CERTIFICATE-----).");
    }
  }

  private PrivateKey privateKey(Contents contents) {
    boolean encrypted = contents.key().contains("ENCRYPTED");
    if (encrypted && password.isEmpty()) {
      throw refused(KEY, key + " is encrypted: give its password with server.tls.key-password.");
    }
    try {
      PemContent pem = pem(contents.key());
      return Optional.ofNullable(
              encrypted ? pem.getPrivateKey(password.get()) : pem.getPrivateKey())
          .orElseThrow(() -> new IllegalArgumentException("no key"));
    } catch (IllegalArgumentException | IllegalStateException e) {
      // Not the cause of what is thrown: its message could show the key.
      throw refused(
          KEY,
          encrypted
              ? key + " cannot be decrypted: check server.tls.key-password, and that it is PKCS#8."
              : key
                  + " holds no private key that can be read: give it as PEM, in PKCS#8, PKCS#1"
                  + " or SEC 1.");
    }
  }

  private static PemContent pem(String text) {
    try {
      return PemContent.load(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  private static String text(Path file, String setting) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw refused(
          setting, file + " cannot be read: check that it exists and that this user may read it.");
    }
  }

  static InvalidInput refused(String setting, String why) {
    return new InvalidInput(setting, setting + ": " + why);
  }
}
