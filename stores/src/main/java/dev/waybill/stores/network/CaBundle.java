package dev.waybill.stores.network;

import dev.waybill.fault.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Certificates that are trusted besides Java's own when storage is reached over TLS. */
public record CaBundle(List<X509Certificate> certificates) {
  /** The setting that names the file. */
  public static final String SETTING = "storage.ca-bundle";

  private static final String BEGIN = "-----BEGIN ";
  private static final Pattern CERTIFICATE =
      Pattern.compile("CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");

  public CaBundle {
    certificates = List.copyOf(certificates);
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("no certificates");
    }
  }

  /**
   * Reads a PEM file with one or more certificates; text around them is passed over.
   *
   * @throws InvalidInput if it cannot be read, holds none, or one of them is damaged
   */
  public static CaBundle read(Path file) {
    try {
      // Not parsed as a whole: Java passes over what follows a good certificate.
      String[] blocks = Files.readString(file, StandardCharsets.ISO_8859_1).split(BEGIN, -1);
      if (blocks.length == 1) {
        throw invalid(file, "holds no certificate");
      }
      List<X509Certificate> certificates = new ArrayList<>();
      for (int number = 1; number < blocks.length; number++) {
        certificates.add(certificate(blocks[number], number, file));
      }
      return new CaBundle(certificates);
    } catch (IOException e) {
      throw invalid(file, "cannot be read");
    }
  }

  private static X509Certificate certificate(String block, int number, Path file) {
    Matcher matcher = CERTIFICATE.matcher(block);
    try {
      if (matcher.lookingAt()) {
        byte[] der = Base64.getDecoder().decode(matcher.group(1).replaceAll("\\s", ""));
        return (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
      }
    } catch (CertificateException | IllegalArgumentException e) {
      // not one, as when the pattern does not match
    }
    throw invalid(file, "holds as number " + number + " what is not a whole certificate");
  }

  /** Trusts whom Java trusts, and the certificates of this bundle. */
  public TrustManager[] trustManagers() {
    try {
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      List<X509Certificate> all = Stream.concat(javas(), certificates.stream()).toList();
      for (int i = 0; i < all.size(); i++) {
        anchors.setCertificateEntry("trusted-" + i, all.get(i));
      }
      return factory(anchors).getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot set up the certificates to trust", e);
    }
  }

  private static Stream<X509Certificate> javas() throws GeneralSecurityException {
    return Stream.of(factory(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()));
  }

  /** Without anchors, Java's own are taken. */
  private static TrustManagerFactory factory(@Nullable KeyStore anchors)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    return factory;
  }

  private static InvalidInput invalid(Path file, String what) {
    return new InvalidInput(
        SETTING,
        "The file "
            + file
            + " "
            + what
            + ": give a PEM file with one or more certificates (-----BEGIN CERTIFICATE-----).");
  }
}
