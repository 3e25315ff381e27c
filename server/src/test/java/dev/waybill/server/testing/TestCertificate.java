package dev.waybill.server.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates of a server on this machine, valid from a day ago on for 90 days, with their key.
 */
public record TestCertificate(List<X509Certificate> chain, PrivateKey key) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** One that has signed itself, made with the JDK's keytool; {@code kind} is the kind of key. */
  public static TestCertificate make(String kind) {
    Path store = newFile();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "server",
            "-keyalg",
            kind,
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1,dns:localhost",
            "-startdate",
            "-1d",
            "-validity",
            "90",
            "-keystore",
            store.toString(),
            "-storepass",
            "changeit");
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool fails: " + said);
      }
      TestCertificate made = load(store);
      Files.delete(store);
      return made;
    } catch (IOException e) {
      throw new IllegalStateException("keytool does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Path newFile() {
    try {
      Path file = Files.createTempFile("waybill-test", ".p12");
      Files.delete(file); // keytool wants to make it
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is in a key store under {@code server}. */
  public static TestCertificate load(Path store) {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD);
      List<X509Certificate> chain =
          Arrays.stream(keys.getCertificateChain("server"))
              .map(X509Certificate.class::cast)
              .toList();
      return new TestCertificate(chain, (PrivateKey) keys.getKey("server", PASSWORD));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All certificates, the server's first. */
  public String chainPem() {
    StringBuilder pem = new StringBuilder();
    try {
      for (Certificate each : chain) {
        pem.append(pem("CERTIFICATE", each.getEncoded()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return pem.toString();
  }

  /** As PKCS#8. */
  public String keyPem() {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  /** Any PEM. */
  public static String pem(String label, byte[] der) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
  }

  /** Writes both into files of a folder. */
  public void writeTo(Path folder) throws IOException {
    Files.writeString(folder.resolve("chain.pem"), chainPem());
    Files.writeString(folder.resolve("key.pem"), keyPem());
  }

  /** A client that trusts the last certificate of the chain, and nothing else. */
  public SSLContext trusting() {
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      anchors.setCertificateEntry("anchor", chain.getLast());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
