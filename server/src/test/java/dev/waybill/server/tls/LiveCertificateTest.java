package dev.waybill.server.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.waybill.fault.InvalidInput;
import dev.waybill.server.settings.TlsSettings;
import dev.waybill.server.testing.TestCertificate;
import dev.waybill.time.SettableTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LiveCertificateTest {
  private static final TestCertificate FIRST = TestCertificate.make("EC");
  private static final TestCertificate SECOND = TestCertificate.make("EC");

  private final Logger logger = (Logger) LoggerFactory.getLogger(LiveCertificate.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final SettableTime time = new SettableTime(Instant.now());

  @TempDir private Path folder;

  @BeforeEach
  void listen() throws IOException {
    FIRST.writeTo(folder);
    log.start();
    logger.setLevel(Level.INFO); // whatever the tests before have set
    logger.addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(log);
    logger.setLevel(null);
  }

  @Test
  void isExchangedWhenBothFilesAre() throws Exception {
    LiveCertificate live = live();
    live.refresh();
    assertThat(shown(live)).isEqualTo(FIRST.chain().getFirst());

    SECOND.writeTo(folder);
    live.refresh();

    assertThat(shown(live)).isEqualTo(SECOND.chain().getFirst());
    assertThat(lines()).singleElement().asString().startsWith("INFO New connections get the new");
  }

  @Test
  void staysUntilTheKeyHasFollowedTheCertificate() throws Exception {
    LiveCertificate live = live();
    Files.writeString(folder.resolve("chain.pem"), SECOND.chainPem());
    live.refresh();
    live.refresh();

    assertThat(shown(live)).isEqualTo(FIRST.chain().getFirst());
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("WARN The certificate in use stays")
        .contains("server.tls.key: the key is not that of the first certificate");

    Files.writeString(folder.resolve("key.pem"), SECOND.keyPem());
    live.refresh();

    assertThat(shown(live)).isEqualTo(SECOND.chain().getFirst());
  }

  @Test
  void staysUntilTheCertificateHasFollowedTheKey() throws Exception {
    LiveCertificate live = live();
    Files.writeString(folder.resolve("key.pem"), SECOND.keyPem());
    live.refresh();
    assertThat(shown(live)).isEqualTo(FIRST.chain().getFirst());

    Files.writeString(folder.resolve("chain.pem"), SECOND.chainPem());
    live.refresh();

    assertThat(shown(live)).isEqualTo(SECOND.chain().getFirst());
  }

  @Test
  void staysWhileFilesAreMissingOrHalfWritten() throws Exception {
    LiveCertificate live = live();
    Files.delete(folder.resolve("key.pem"));
    live.refresh();
    Files.writeString(folder.resolve("key.pem"), SECOND.keyPem().substring(0, 60));
    live.refresh();

    assertThat(shown(live)).isEqualTo(FIRST.chain().getFirst());
    assertThat(lines()).hasSize(2);

    FIRST.writeTo(folder);
    live.refresh();
    assertThat(lines()).hasSize(2);
  }

  /** As Kubernetes mounts secrets, and certbot names what is current. */
  @Test
  void followsALinkThatIsSetAnew() throws Exception {
    FIRST.writeTo(Files.createDirectory(folder.resolve("one")));
    SECOND.writeTo(Files.createDirectory(folder.resolve("two")));
    Path current = Files.createSymbolicLink(folder.resolve("current"), Path.of("one"));
    LiveCertificate live = live(current);

    Path next = Files.createSymbolicLink(folder.resolve("next"), Path.of("two"));
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE);
    live.refresh();

    assertThat(shown(live)).isEqualTo(SECOND.chain().getFirst());
  }

  @Test
  void isNotExchangedForOneThatIsNotValidYet() throws Exception {
    LiveCertificate live = live();
    time.setWall(SECOND.chain().getFirst().getNotBefore().toInstant().minusSeconds(60));
    SECOND.writeTo(folder);
    live.refresh();
    assertThat(shown(live)).isEqualTo(FIRST.chain().getFirst());

    time.advance(Duration.ofMinutes(2));
    live.refresh();

    assertThat(shown(live)).isEqualTo(SECOND.chain().getFirst());
  }

  @Test
  void tellsOnceADayThatItExpires() {
    LiveCertificate live = live();
    time.advance(Duration.ofDays(70));
    for (int hour = 0; hour < 48; hour++) {
      live.refresh();
      time.advance(Duration.ofHours(1));
    }

    assertThat(lines()).hasSize(2).allMatch(line -> line.contains("the certificate expires on"));
    time.advance(Duration.ofDays(60));
    live.refresh();
    assertThat(lines().getLast()).contains("the certificate expired on");
  }

  @Test
  void measuresHowLongItIsValid() {
    LiveCertificate live = live();
    var registry = new SimpleMeterRegistry();
    new CertificateMetrics(live).bindTo(registry);
    Duration left =
        Duration.between(time.now(), FIRST.chain().getFirst().getNotAfter().toInstant());

    assertThat(registry.get("waybill.tls.expires.in").gauge().value())
        .isEqualTo((double) left.toSeconds());
    time.advance(Duration.ofDays(100));
    assertThat(registry.get("waybill.tls.expires.in").gauge().value()).isNegative();
  }

  @Test
  void isNotThereWithoutFilesThatCanBeUsed() throws IOException {
    Files.writeString(folder.resolve("key.pem"), SECOND.keyPem());

    assertThatThrownBy(this::live).isInstanceOf(InvalidInput.class);
  }

  private LiveCertificate live() {
    return live(folder);
  }

  private LiveCertificate live(Path from) {
    return new LiveCertificate(
        new CertificateFiles(
            new TlsSettings(
                Optional.of(from.resolve("chain.pem")),
                Optional.of(from.resolve("key.pem")),
                Optional.empty())),
        time);
  }

  private static Certificate shown(LiveCertificate live) throws KeyStoreException {
    KeyStore store = live.bundles().getBundle(LiveCertificate.BUNDLE).getStores().getKeyStore();
    return requireNonNull(store).getCertificate("server");
  }

  private List<String> lines() {
    return log.list.stream().map(it -> it.getLevel() + " " + it.getFormattedMessage()).toList();
  }
}
