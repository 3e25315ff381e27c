package dev.waybill.stores.azure;

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
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * What it means when no answer came. Only what surely happened before the first byte of the request
 * is a refusal; the rest leaves doubt.
 */
final class AzureBreakdowns {
  private static final String PROXY = "The proxy through which this service reaches stores ";
  private static final String CORRECT_PROXY = "correct the setting " + OutboundProxy.SETTING + ".";

  private final AzurePeer peer;
  private final boolean throughProxy;

  AzureBreakdowns(AzurePeer peer, boolean throughProxy) {
    this.peer = peer;
    this.throughProxy = throughProxy;
  }

  /** Also of what hides below exceptions of the SDK's. */
  PutOutcome outcome(Throwable exception) {
    if (Thread.currentThread().isInterrupted()) {
      return interrupted();
    }
    return causes(exception)
        .filter(IOException.class::isInstance)
        .map(IOException.class::cast)
        .findFirst()
        .map(this::broken)
        .orElseGet(
            // Its message may hold a URL, and so a signature.
            () ->
                unknown(
                    Fault.OURS,
                    "REQUEST_FAILED",
                    "The request failed: " + exception.getClass().getSimpleName() + "."));
  }

  private PutOutcome broken(IOException exception) {
    return switch (exception) {
      case ProxyAnswerException e -> new PutOutcome.Refused(refusedByProxy(e.status()));
      case OutOfTimeException e ->
          e.sent() == OutOfTimeException.Sent.NOTHING
              ? new PutOutcome.Refused(timeout(peer))
              : timedOut();
      case UnknownHostException e -> unreached(peer.unknownHost(), "has no address (DNS)");
      case ConnectTimeoutException e -> unreached("CONNECT_TIMEOUT", "does not answer");
      case ConnectException e -> unreached("CONNECTION_REFUSED", "refuses connections");
      case NoRouteToHostException e -> unreached("UNREACHABLE", "cannot be reached");
      case SSLHandshakeException e -> new PutOutcome.Refused(tls(e));
      case SSLPeerUnverifiedException e -> new PutOutcome.Refused(tls(e));
      case SSLException e -> new PutOutcome.Unknown(tls(e));
      case ConnectionRequestTimeoutException e ->
          new PutOutcome.Refused(
              new Failure(
                  Fault.CAPACITY,
                  peer.asking(),
                  "CONNECTIONS_BUSY",
                  "All connections to stores were busy.",
                  "Raise the number of connections, or lower the number of uploads at once."));
      case SocketTimeoutException e -> timedOut();
      case InterruptedIOException e -> interrupted();
      default ->
          unknown(
              Fault.CAPACITY,
              "CONNECTION_LOST",
              "The connection broke: "
                  + AzureAnswer.said(String.valueOf(exception.getMessage()))
                  + ".");
    };
  }

  private PutOutcome unreached(String code, String what) {
    return new PutOutcome.Refused(
        throughProxy
            ? ours("PROXY_UNREACHABLE", PROXY + what + ".", "Start the proxy, or " + CORRECT_PROXY)
            : reaching(code, "The " + peer.name() + " " + what + ".", peer.advice()));
  }

  /** The proxy's own answer to a request for somebody behind it; it is not told where it is. */
  private Failure refusedByProxy(int status) {
    if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
      return ours(
          "PROXY_LOGIN_REFUSED",
          PROXY + "refuses this service's user and password (407).",
          "Correct user and password in the setting " + OutboundProxy.SETTING + ".");
    }
    return status >= HttpURLConnection.HTTP_INTERNAL_ERROR
        ? reaching(
            "UNREACHABLE",
            PROXY + "cannot reach the " + peer.name() + " (" + status + ").",
            peer.advice())
        : ours(
            "PROXY_REFUSED",
            PROXY + "does not let it connect to the " + peer.name() + " (" + status + ").",
            "Allow it in the proxy's rules, or " + CORRECT_PROXY);
  }

  private Failure tls(SSLException exception) {
    boolean unknownIssuer = causes(exception).anyMatch(CertPathBuilderException.class::isInstance);
    return unknownIssuer
        ? reaching(
            "TLS_NOT_TRUSTED",
            "No secure connection to the "
                + peer.name()
                + ": nobody whom this service trusts has issued its certificate.",
            "Ask the operator of this service to trust its issuer with the setting "
                + CaBundle.SETTING
                + ": it is not Microsoft's, but of somebody in between.")
        : reaching(
            "TLS_FAILED",
            "No secure connection to the " + peer.name() + ": " + exception.getMessage() + ".",
            "Ask the operator of this service who is in between: a firewall, or a proxy.");
  }

  private Failure reaching(String code, String message, String advice) {
    return new Failure(peer.fault(), peer.reaching(), code, message, advice);
  }

  private static Failure ours(String code, String message, String advice) {
    return new Failure(Fault.OURS, Stage.RESOLVE, code, message, advice);
  }

  private PutOutcome timedOut() {
    return new PutOutcome.Unknown(timeout(peer));
  }

  static Failure timeout(AzurePeer peer) {
    return new Failure(
        Fault.CAPACITY,
        peer.asking(),
        "TIMEOUT",
        "The " + peer.name() + " did not answer in time.",
        "Wait: it is tried again by itself. If it goes on, check the network to it; the operator of"
            + " this service can give requests more time with the setting export.request-timeout.");
  }

  private PutOutcome interrupted() {
    return unknown(
        Fault.OURS, "INTERRUPTED", "The request was interrupted because the service stops.");
  }

  private PutOutcome unknown(Fault fault, String code, String message) {
    return new PutOutcome.Unknown(new Failure(fault, peer.asking(), code, message, ""));
  }

  private static Stream<Throwable> causes(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause);
  }
}
