package dev.waybill.stores.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.waybill.fault.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaBundleTest {
  @TempDir private static Path authorities;
  private static String one = "";
  private static String other = "";

  @TempDir private Path folder;

  @BeforeAll
  static void makeAuthorities() throws IOException {
    one = pem("One");
    other = pem("Other");
  }

  @Test
  void readsEveryCertificateAndPassesOverTheTextAroundThem() throws IOException {
    CaBundle bundle = CaBundle.read(file("# first\n" + one + "\n\nsecond:\r\n" + other + "# end"));

    assertThat(bundle.certificates())
        .extracting(certificate -> certificate.getSubjectX500Principal().getName())
        .containsExactly("CN=One", "CN=Other");
  }

  @Test
  void trustsThemBesidesJavasOwn() throws IOException {
    CaBundle bundle = CaBundle.read(file(one + other));

    List<X509Certificate> trusted =
        Stream.of(bundle.trustManagers()).flatMap(CaBundleTest::issuers).toList();

    assertThat(trusted).containsAll(bundle.certificates()).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "certificates follow\n", "MIIB", "\u0000\u00FF\u0002"})
  void refusesAFileWithoutCertificate(String content) throws IOException {
    assertRefused(file(content), " holds no certificate: ");
  }

  @Test
  void refusesADamagedCertificateAmongGoodOnes() throws IOException {
    String cut = other.substring(0, other.length() / 2);
    String torn = other.replaceFirst("\n....", "\n");

    assertRefused(file(one + cut), " holds as number 2 what is not a whole certificate: ");
    assertRefused(file(one + torn), " holds as number 2 what is not a whole certificate: ");
    assertRefused(file(torn + one), " holds as number 1 what is not a whole certificate: ");
    assertRefused(file(cut + one), " holds as number 1 what is not a whole certificate: ");
    assertRefused(file("-----BEGIN "), " holds as number 1 what is not a whole certificate: ");
  }

  @Test
  void refusesAKeyInTheCertificatesPlace() throws IOException {
    assertRefused(
        file(one + one.replace("CERTIFICATE", "PRIVATE KEY")),
        " holds as number 2 what is not a whole certificate: ");
  }

  @Test
  void refusesWhatCannotBeRead() {
    assertRefused(folder.resolve("no-such-file.pem"), " cannot be read: ");
    assertRefused(folder, " cannot be read: ");
  }

  private static void assertRefused(Path file, String why) {
    InvalidInput refusal = catchThrowableOfType(InvalidInput.class, () -> CaBundle.read(file));

    assertThat(refusal.field()).isEqualTo("storage.ca-bundle");
    assertThat(refusal).hasMessageStartingWith("The file " + file + why);
    assertThat(refusal.getMessage()).hasLineCount(1).contains("give a PEM file");
  }

  private static Stream<X509Certificate> issuers(TrustManager manager) {
    return manager instanceof X509TrustManager x509
        ? Stream.of(x509.getAcceptedIssuers())
        : Stream.empty();
  }

  private static String pem(String name) throws IOException {
    Path place = Files.createDirectory(authorities.resolve(name));
    return Files.readString(PrivateAuthority.in(place, name).certificate());
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("bundle.pem"), content);
  }
}
