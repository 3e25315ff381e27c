package dev.waybill.cli.client;

import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.network.CaBundle;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Connections to servers whose certificates may be of a company's own authority. */
public final class TrustedHttp {
  private TrustedHttp() {}

  /**
   * A client that trusts whom Java trusts, and the certificates in that PEM file.
   *
   * @throws CommandFailure if the file cannot be used
   */
  public static HttpClient.Builder client(Optional<Path> caBundle) {
    HttpClient.Builder client = HttpClient.newBuilder();
    caBundle.ifPresent(file -> client.sslContext(trusting(file)));
    return client;
  }

  /** One line about a connection on which TLS failed. */
  static String refusal(URI host, SSLException exception) {
    boolean unknownIssuer =
        Stream.<Throwable>iterate(exception, cause -> cause != null, Throwable::getCause)
            .anyMatch(CertPathBuilderException.class::isInstance);
    return unknownIssuer
        ? "Nobody whom this command trusts has issued the certificate of "
            + host
            + ": name its authority's PEM file with WAYBILL_CA_BUNDLE, or save it with 'waybill"
            + " configure --ca-bundle FILE'."
        : "No secure connection to "
            + host
            + ": "
            + exception.getMessage()
            + ". Check that it speaks https and that its certificate is for this host.";
  }

  private static SSLContext trusting(Path file) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, CaBundle.read(file).trustManagers(), null);
      return context;
    } catch (InvalidInput e) {
      throw new CommandFailure(e.getMessage(), CommandFailure.USAGE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot set up TLS", e);
    }
  }
}
