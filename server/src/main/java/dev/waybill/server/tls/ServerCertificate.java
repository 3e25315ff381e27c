package dev.waybill.server.tls;

import dev.waybill.fault.InvalidInput;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/** A certificate with its issuers and its key, fit for a server. */
public final class ServerCertificate {
  /** How long before the end it is told. */
  private static final Duration NOTICE = Duration.ofDays(30);

  /** Authenticated encryption and keys that are made for one connection, nothing else. */
  private static final Set<String> CIPHERS =
      Set.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

  /** Protects nothing: the store never leaves the memory in which the key is. */
  private static final String STORE_PASSWORD = "in memory";

  private final X509Certificate own;
  private final SslBundle bundle;

  private ServerCertificate(X509Certificate own, SslBundle bundle) {
    this.own = own;
    this.bundle = bundle;
  }

  /**
   * Puts them together.
   *
   * @param chain the server's own certificate first
   * @throws InvalidInput if they cannot be used now
   */
  static ServerCertificate of(List<X509Certificate> chain, PrivateKey key, Instant now) {
    X509Certificate own = chain.getFirst();
    if (!belongTogether(own.getPublicKey(), key)) {
      throw CertificateFiles.refused(
          CertificateFiles.KEY,
          "the key is not that of the first certificate of "
              + CertificateFiles.CERTIFICATE
              + ": give the two that belong together.");
    }
    requireValid(own, now);
    return new ServerCertificate(own, bundle(chain, key));
  }

  /** When it expires. */
  public Instant end() {
    return own.getNotAfter().toInstant();
  }

  /** A line about its end, if that is near or past. */
  public Optional<String> notice(Instant now) {
    if (now.isAfter(end())) {
      return Optional.of(
          CertificateFiles.CERTIFICATE
              + ": the certificate expired on "
              + end()
              + ", and clients refuse it: put a new one in its place.");
    }
    Duration left = Duration.between(now, end());
    return left.compareTo(NOTICE) > 0
        ? Optional.empty()
        : Optional.of(
            CertificateFiles.CERTIFICATE
                + ": the certificate expires on "
                + end()
                + ", in "
                + left.toDays()
                + " days: put a new one in its place.");
  }

  SslBundle bundle() {
    return bundle;
  }

  private static void requireValid(X509Certificate own, Instant now) {
    if (now.isAfter(own.getNotAfter().toInstant())) {
      throw CertificateFiles.refused(
          CertificateFiles.CERTIFICATE,
          "the certificate expired on " + own.getNotAfter().toInstant() + ": give a new one.");
    }
    if (now.isBefore(own.getNotBefore().toInstant())) {
      throw CertificateFiles.refused(
          CertificateFiles.CERTIFICATE,
          "the certificate is not valid before "
              + own.getNotBefore().toInstant()
              + ": wait, give another, or correct this machine's clock.");
    }
  }

  private static boolean belongTogether(PublicKey open, PrivateKey key) {
    byte[] text = {1, 2, 3};
    try {
      String algorithm = algorithm(open);
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(text);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(open);
      verifier.update(text);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // of another kind, or of other parameters
    }
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "EdDSA" -> "EdDSA";
      default ->
          throw CertificateFiles.refused(
              CertificateFiles.CERTIFICATE,
              "the certificate's key is of the kind "
                  + key.getAlgorithm()
                  + ": give one with an RSA, EC or Ed25519 key.");
    };
  }

  private static SslBundle bundle(List<X509Certificate> chain, PrivateKey key) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "server", key, STORE_PASSWORD.toCharArray(), chain.toArray(X509Certificate[]::new));
      return SslBundle.of(
          SslStoreBundle.of(store, STORE_PASSWORD, null),
          SslBundleKey.NONE,
          SslOptions.of(CIPHERS, PROTOCOLS));
    } catch (GeneralSecurityException e) {
      throw CertificateFiles.refused(
          CertificateFiles.CERTIFICATE,
          "its certificates are no chain: give the server's own first, then that of its issuer,"
              + " and so on.");
    } catch (IOException e) {
      throw new IllegalStateException("an empty key store needs no file", e);
    }
  }
}
