package dev.waybill.stores.s3;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.stores.network.OutboundProxy;
import java.net.HttpURLConnection;

/**
 * What it means when a request got no further than the proxy. Customers read this too, so it does
 * not tell where the proxy is.
 */
final class ProxyFailures {
  private static final String PROXY = "The proxy through which this service reaches stores ";

  private ProxyFailures() {}

  static Failure unreached(String what) {
    return ours(
        "PROXY_UNREACHABLE",
        PROXY + what + ".",
        "Start the proxy, or correct the setting " + OutboundProxy.SETTING + ".");
  }

  /** The proxy's own answer to a request for somebody behind it. */
  static Failure refused(int status, Peer peer) {
    if (status == HttpURLConnection.HTTP_PROXY_AUTH) {
      return ours(
          "PROXY_LOGIN_REFUSED",
          PROXY + "refuses this service's user and password (407).",
          "Correct user and password in the setting " + OutboundProxy.SETTING + ".");
    }
    if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
      return new Failure(
          peer.fault(),
          Stage.RESOLVE,
          "UNREACHABLE",
          PROXY + "cannot reach the " + peer.named() + " (" + status + ").",
          peer.advice());
    }
    return ours(
        "PROXY_REFUSED",
        PROXY + "does not let it connect to the " + peer.named() + " (" + status + ").",
        "Allow it in the proxy's rules, or correct the setting " + OutboundProxy.SETTING + ".");
  }

  private static Failure ours(String code, String message, String advice) {
    return new Failure(Fault.OURS, Stage.RESOLVE, code, message, advice);
  }
}
