package dev.waybill.server.tls;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;

/**
 * The certificate that new connections get, exchanged when its files change; open connections keep
 * theirs. Files that cannot be used, such as a certificate whose key is still to come, leave the
 * one in use.
 */
public final class LiveCertificate {
  /** The name under which the web server knows it. */
  public static final String BUNDLE = "api";

  private static final Logger LOG = LoggerFactory.getLogger(LiveCertificate.class);
  private static final Duration BETWEEN_NOTICES = Duration.ofDays(1);

  private final CertificateFiles files;
  private final TimeSource time;
  private final DefaultSslBundleRegistry bundles;
  private volatile ServerCertificate certificate;
  private CertificateFiles.Contents used;
  private String complaint = "";
  private Instant nextNotice = Instant.MIN;

  /**
   * Reads the files for the first time.
   *
   * @throws InvalidInput if they cannot be used
   */
  public LiveCertificate(CertificateFiles files, TimeSource time) {
    this.files = requireNonNull(files, "files is null");
    this.time = requireNonNull(time, "time is null");
    this.used = files.contents();
    this.certificate = files.parse(used, time.now());
    this.bundles = new DefaultSslBundleRegistry(BUNDLE, certificate.bundle());
    remind();
  }

  /** Has {@link #BUNDLE}, and tells the web server when it is exchanged. */
  public SslBundles bundles() {
    return bundles;
  }

  /** How long it is still valid; negative if it is not. */
  public Duration remaining() {
    return Duration.between(time.now(), certificate.end());
  }

  /** Looks at the files; to be called again and again. */
  public synchronized void refresh() {
    try {
      CertificateFiles.Contents found = files.contents();
      if (!found.equals(used)) {
        use(found);
      }
      complaint = "";
    } catch (InvalidInput e) {
      complain(e.getMessage());
    }
    remind();
  }

  private void use(CertificateFiles.Contents found) {
    ServerCertificate next = files.parse(found, time.now());
    bundles.updateBundle(BUNDLE, next.bundle());
    certificate = next;
    used = found;
    nextNotice = Instant.MIN;
    LOG.info("New connections get the new certificate, which expires on {}", next.end());
  }

  /** Once, however often the same files are looked at. */
  private void complain(String why) {
    if (!why.equals(complaint)) {
      complaint = why;
      LOG.warn("The certificate in use stays until its files can be used again: {}", why);
    }
  }

  private void remind() {
    Instant now = time.now();
    if (now.isBefore(nextNotice)) {
      return;
    }
    nextNotice = now.plus(BETWEEN_NOTICES);
    certificate.notice(now).ifPresent(LOG::warn);
  }
}
