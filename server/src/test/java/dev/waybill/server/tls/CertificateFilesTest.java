package dev.waybill.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.settings.Secret;
import dev.waybill.server.settings.TlsSettings;
import dev.waybill.server.testing.TestCertificate;
import dev.waybill.stores.network.PrivateAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateFilesTest {
  private static final String PASSWORD = "opens it";

  private static final TestCertificate EC = TestCertificate.make("EC");
  private static final TestCertificate RSA = TestCertificate.make("RSA");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "Ed25519"})
  void takesEachKindOfKeyAsPkcs8(String kind) throws IOException {
    TestCertificate certificate = TestCertificate.make(kind);
    certificate.writeTo(folder);

    assertThat(read().end()).isEqualTo(certificate.chain().getFirst().getNotAfter().toInstant());
  }

  /** The file of PKCS#8 holds that of PKCS#1 at its end. */
  @Test
  void takesAnRsaKeyAsPkcs1() throws IOException {
    RSA.writeTo(folder);
    byte[] pkcs8 = RSA.key().getEncoded();
    writeKey(TestCertificate.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length)));

    assertThat(read().end()).isAfter(Instant.now());
  }

  @Test
  void takesAnEcKeyAsOpensslWritesIt() throws IOException {
    TestCertificate certificate =
        TestCertificate.load(PrivateAuthority.in(folder, "its").serverKeys());
    certificate.writeTo(folder);
    int size = ((ECPrivateKey) certificate.key()).getParams().getOrder().bitLength() / 8;
    String oid = size == 32 ? "06082a8648ce3d030107" : "06052b81040022";
    writeKey(
        TestCertificate.pem("EC PARAMETERS", HexFormat.of().parseHex(oid))
            + TestCertificate.pem("EC PRIVATE KEY", sec1(certificate, size, oid)));

    assertThat(read().end()).isAfter(Instant.now());
  }

  @Test
  void takesAnEncryptedKeyWithItsPassword() throws Exception {
    EC.writeTo(folder);
    writeKey(encrypted(EC));

    assertThat(read(Optional.of(PASSWORD)).end()).isAfter(Instant.now());
    assertThatThrownBy(this::read)
        .hasMessage(
            "server.tls.key: "
                + folder.resolve("key.pem")
                + " is encrypted: give its password with server.tls.key-password.");
    assertThatThrownBy(() -> read(Optional.of("wrong one")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("server.tls.key: ")
        .hasMessageContaining("cannot be decrypted: check server.tls.key-password")
        .hasMessageNotContaining("wrong one");
  }

  @Test
  void takesTheChainInOrderAndInNoOther() throws IOException {
    TestCertificate signed = TestCertificate.load(PrivateAuthority.in(folder, "ca").serverKeys());
    assertThat(signed.chain()).hasSize(2);
    signed.writeTo(folder);
    assertThat(read().end()).isAfter(Instant.now());

    new TestCertificate(List.of(signed.chain().getFirst(), EC.chain().getFirst()), signed.key())
        .writeTo(folder);

    assertRefused("server.tls.certificate: its certificates are no chain");
  }

  @Test
  void refusesTheKeyOfAnotherCertificate() throws IOException {
    EC.writeTo(folder);
    writeKey(RSA.keyPem());
    assertRefused("server.tls.key: the key is not that of the first certificate");

    writeKey(TestCertificate.make("EC").keyPem());
    assertRefused("server.tls.key: the key is not that of the first certificate");
  }

  @Test
  void refusesACertificateOutOfItsTime() throws IOException {
    EC.writeTo(folder);
    Instant end = EC.chain().getFirst().getNotAfter().toInstant();
    Instant start = EC.chain().getFirst().getNotBefore().toInstant();

    assertThatThrownBy(() -> files(Optional.empty()).read(end.plusSeconds(1)))
        .hasMessage(
            "server.tls.certificate: the certificate expired on " + end + ": give a new one.");
    assertThatThrownBy(() -> files(Optional.empty()).read(start.minusSeconds(1)))
        .hasMessageContaining("the certificate is not valid before " + start);
  }

  @Test
  void tellsTheEndThirtyDaysBefore() throws IOException {
    EC.writeTo(folder);
    ServerCertificate certificate = read();
    Instant end = certificate.end();

    assertThat(certificate.notice(end.minus(Duration.ofDays(31)))).isEmpty();
    assertThat(certificate.notice(end.minus(Duration.ofDays(29))))
        .contains(
            "server.tls.certificate: the certificate expires on "
                + end
                + ", in 29 days: put a new one in its place.");
    assertThat(certificate.notice(end.plusSeconds(1)).orElseThrow()).contains("expired on " + end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not PEM",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n"
      })
  void refusesAFileWithoutAWholeCertificate(String text) throws IOException {
    EC.writeTo(folder);
    Files.writeString(folder.resolve("chain.pem"), text);

    assertRefused("server.tls.certificate: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not PEM",
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\n????\n-----END RSA PRIVATE KEY-----\n"
      })
  void refusesAFileWithoutAKey(String text) throws IOException {
    EC.writeTo(folder);
    writeKey(text);

    assertRefused("server.tls.key: ");
  }

  @Test
  void refusesFilesThatAreMissing() throws IOException {
    assertRefused("server.tls.certificate: " + folder.resolve("chain.pem") + " cannot be read");

    EC.writeTo(folder);
    Files.delete(folder.resolve("key.pem"));

    assertRefused("server.tls.key: " + folder.resolve("key.pem") + " cannot be read");
  }

  private void assertRefused(String start) {
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(start)
        .message()
        .hasLineCount(1)
        .doesNotContain("Exception");
  }

  private void writeKey(String pem) throws IOException {
    Files.writeString(folder.resolve("key.pem"), pem);
  }

  private ServerCertificate read() {
    return read(Optional.empty());
  }

  private ServerCertificate read(Optional<String> password) {
    return files(password).read(Instant.now());
  }

  private CertificateFiles files(Optional<String> password) {
    return new CertificateFiles(
        new TlsSettings(
            Optional.of(folder.resolve("chain.pem")),
            Optional.of(folder.resolve("key.pem")),
            password.map(Secret::new)));
  }

  private static byte[] sec1(TestCertificate certificate, int size, String oid) {
    byte[] number = ((ECPrivateKey) certificate.key()).getS().toByteArray();
    byte[] padded = new byte[size];
    int taken = Math.min(size, number.length);
    System.arraycopy(number, number.length - taken, padded, size - taken, taken);
    byte[] curve = HexFormat.of().parseHex(oid);
    var body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {2, 1, 1, 4, (byte) size});
    body.writeBytes(padded);
    body.writeBytes(new byte[] {(byte) 0xa0, (byte) curve.length});
    body.writeBytes(curve);
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(new byte[] {0x30, (byte) body.size()});
    whole.writeBytes(body.toByteArray());
    return whole.toByteArray();
  }

  private static String encrypted(TestCertificate certificate) throws Exception {
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec(PASSWORD.toCharArray())));
    AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
    parameters.init(cipher.getParameters().getEncoded());
    byte[] sealed = cipher.doFinal(certificate.key().getEncoded());
    return TestCertificate.pem(
        "ENCRYPTED PRIVATE KEY", new EncryptedPrivateKeyInfo(parameters, sealed).getEncoded());
  }
}
