package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.endpoint.AddressNotAllowedException;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.network.CaBundle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What it means when no answer came. Only what surely happened before the first byte of the request
 * is a refusal; the rest leaves doubt.
 */
final class S3Breakdowns {
  /** Who is at the other end of the connections made. */
  enum Route {
    DIRECT,
    THROUGH_PROXY
  }

  private final Peer peer;
  private final Route route;

  S3Breakdowns(Peer peer, Route route) {
    this.peer = peer;
    this.route = route;
  }

  /** Whether the connection broke that carried the request. */
  static boolean brokeOff(SdkException exception) {
    return causes(exception)
        .filter(SocketException.class::isInstance)
        .anyMatch(e -> !(e instanceof ConnectException || e instanceof NoRouteToHostException));
  }

  PutOutcome outcome(SdkException exception) {
    return switch (exception) {
      case ApiCallTimeoutException e -> timedOut();
      case ApiCallAttemptTimeoutException e -> timedOut();
      case AbortedException e -> interrupted();
      default ->
          causes(exception)
              .filter(IOException.class::isInstance)
              .map(IOException.class::cast)
              .findFirst()
              .map(this::outcome)
              .orElseGet(
                  () -> unknown(Fault.OURS, "REQUEST_FAILED", "The request failed: ", exception));
    };
  }

  private PutOutcome outcome(IOException exception) {
    return switch (exception) {
      case AddressNotAllowedException e ->
          new PutOutcome.Refused(EndpointPolicy.addressNotAllowed(e.host()));
      case ProxyRefusalException e ->
          new PutOutcome.Refused(ProxyFailures.refused(e.status(), peer));
      case UnknownHostException e -> unreached("UNKNOWN_HOST", "has no address (DNS)");
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
                  Stage.PUT,
                  "CONNECTIONS_BUSY",
                  "All connections to stores were busy.",
                  "Raise the number of connections, or lower the number of uploads at once."));
      case SocketTimeoutException e -> timedOut();
      case InterruptedIOException e -> interrupted();
      default -> unknown(Fault.CAPACITY, "CONNECTION_LOST", "The connection broke: ", exception);
    };
  }

  private PutOutcome unreached(String code, String what) {
    return new PutOutcome.Refused(
        switch (route) {
          case DIRECT -> resolving(code, "The " + peer.named() + " " + what + ".", peer.advice());
          case THROUGH_PROXY -> ProxyFailures.unreached(what);
        });
  }

  private Failure tls(SSLException exception) {
    boolean unknownIssuer = causes(exception).anyMatch(CertPathBuilderException.class::isInstance);
    return unknownIssuer
        ? resolving(
            "TLS_NOT_TRUSTED",
            "No secure connection to the "
                + peer.noun()
                + ": nobody whom this service trusts has issued its certificate.",
            "Use a certificate of a public authority, or ask the operator of this service to trust"
                + " its issuer with the setting "
                + CaBundle.SETTING
                + ".")
        : resolving(
            "TLS_FAILED",
            "No secure connection to the " + peer.noun() + ": " + exception.getMessage() + ".",
            "Check the certificate of the endpoint, and that it speaks https.");
  }

  private Failure resolving(String code, String message, String advice) {
    return new Failure(peer.fault(), Stage.RESOLVE, code, message, advice);
  }

  private static Stream<Throwable> causes(Throwable exception) {
    return Stream.iterate(exception, cause -> cause != null, Throwable::getCause);
  }

  private PutOutcome timedOut() {
    return new PutOutcome.Unknown(
        new Failure(
            Fault.CAPACITY,
            Stage.PUT,
            "TIMEOUT",
            "The " + peer.noun() + " did not answer in time.",
            inTime(peer.noun())));
  }

  /** What to do about somebody who does not answer in time. */
  static String inTime(String noun) {
    return "Wait: it is tried again by itself. If it goes on, check how busy the "
        + noun
        + " and the network to it are; the operator of this service can give requests more time"
        + " with the setting export.request-timeout.";
  }

  private static PutOutcome interrupted() {
    return new PutOutcome.Unknown(
        new Failure(
            Fault.OURS,
            Stage.PUT,
            "INTERRUPTED",
            "The request was interrupted because the service stops.",
            ""));
  }

  private static PutOutcome unknown(Fault fault, String code, String words, Exception exception) {
    return new PutOutcome.Unknown(
        new Failure(fault, Stage.PUT, code, words + exception.getMessage() + ".", ""));
  }
}
