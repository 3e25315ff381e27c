package dev.waybill.stores.gcs;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.deadline.OutOfTimeException;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * What it means when no answer came. Only what surely happened before the first byte of the request
 * is a refusal; the rest leaves doubt. No tenant has named the other end, so it is nobody's fault
 * but the operator's if it cannot be reached.
 */
final class GcsBreakdowns {
  private final String peer;
  private final String setting;
  private final boolean throughProxy;

  /**
   * @param setting that names the other end if it is not Google's own
   */
  GcsBreakdowns(URI peer, String setting, boolean throughProxy) {
    this.peer = peer.getAuthority();
    this.setting = setting;
    this.throughProxy = throughProxy;
  }

  static Stream<Throwable> causes(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause);
  }

  PutOutcome outcome(IOException exception) {
    return causes(exception)
        .flatMap(cause -> known(cause).stream())
        .findFirst()
        .orElseGet(
            () ->
                unknown(
                    Fault.CAPACITY,
                    "CONNECTION_LOST",
                    "The connection to " + peer + " broke.",
                    ""));
  }

  private Optional<PutOutcome> known(Throwable cause) {
    return Optional.ofNullable(
        switch (cause) {
          case NoTokenException e -> new PutOutcome.Refused(e.failure());
          case ProxyRefusedException e -> new PutOutcome.Refused(proxyRefused(e.status()));
          case UnknownHostException _ -> unreached("UNKNOWN_HOST", "has no address (DNS)");
          case ConnectTimeoutException _ -> unreached("CONNECT_TIMEOUT", "does not answer");
          case ConnectException _ -> unreached("CONNECTION_REFUSED", "refuses connections");
          case NoRouteToHostException _ -> unreached("UNREACHABLE", "cannot be reached");
          case SSLHandshakeException e -> new PutOutcome.Refused(tls(e));
          case SSLPeerUnverifiedException e -> new PutOutcome.Refused(tls(e));
          case SSLException e -> new PutOutcome.Unknown(tls(e));
          case ConnectionRequestTimeoutException _ -> new PutOutcome.Refused(busy());
          case OutOfTimeException e ->
              e.sent() == OutOfTimeException.Sent.NOTHING
                  ? new PutOutcome.Refused(late())
                  : new PutOutcome.Unknown(late());
          case SocketTimeoutException _ -> new PutOutcome.Unknown(late());
          case InterruptedIOException _ ->
              unknown(
                  Fault.OURS,
                  "INTERRUPTED",
                  "The request was interrupted because the service stops.",
                  "");
          default -> null;
        });
  }

  private PutOutcome unreached(String code, String what) {
    return new PutOutcome.Refused(
        throughProxy
            ? resolving(
                "PROXY_UNREACHABLE",
                "The proxy through which this service reaches stores " + what + ".",
                "Start the proxy, or correct the setting " + OutboundProxy.SETTING + ".")
            : resolving(code, peer + " " + what + ".", look()));
  }

  private Failure proxyRefused(int status) {
    String proxy = "The proxy through which this service reaches stores ";
    if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
      return resolving(
          "PROXY_LOGIN_REFUSED",
          proxy + "refuses this service's user and password (407).",
          "Correct user and password in the setting " + OutboundProxy.SETTING + ".");
    }
    return status >= HttpURLConnection.HTTP_INTERNAL_ERROR
        ? resolving("UNREACHABLE", proxy + "cannot reach " + peer + " (" + status + ").", look())
        : resolving(
            "PROXY_REFUSED",
            proxy + "does not let it connect to " + peer + " (" + status + ").",
            "Allow it in the proxy's rules, or correct the setting " + OutboundProxy.SETTING + ".");
  }

  private Failure tls(SSLException exception) {
    boolean unknownIssuer = causes(exception).anyMatch(CertPathBuilderException.class::isInstance);
    return unknownIssuer
        ? resolving(
            "TLS_NOT_TRUSTED",
            "No secure connection to "
                + peer
                + ": nobody whom this service trusts has issued its certificate.",
            "Ask the operator of this service to trust its issuer with the setting "
                + CaBundle.SETTING
                + ".")
        : resolving(
            "TLS_FAILED",
            "No secure connection to " + peer + ": " + exception.getMessage() + ".",
            look());
  }

  private String look() {
    return "Ask the operator of this service to check that it may connect to "
        + peer
        + ", and the setting "
        + setting
        + ".";
  }

  private Failure late() {
    return new Failure(
        Fault.CAPACITY,
        Stage.PUT,
        "TIMEOUT",
        peer + " did not answer in time.",
        "Wait: it is tried again by itself. If it goes on, the operator of this service can give"
            + " requests more time with the setting export.request-timeout.");
  }

  private static Failure busy() {
    return new Failure(
        Fault.CAPACITY,
        Stage.PUT,
        "CONNECTIONS_BUSY",
        "All connections to stores were busy.",
        "Raise the number of connections, or lower the number of uploads at once.");
  }

  private static Failure resolving(String code, String message, String advice) {
    return new Failure(Fault.OURS, Stage.RESOLVE, code, message, advice);
  }

  private static PutOutcome unknown(Fault fault, String code, String message, String advice) {
    return new PutOutcome.Unknown(new Failure(fault, Stage.PUT, code, message, advice));
  }
}
