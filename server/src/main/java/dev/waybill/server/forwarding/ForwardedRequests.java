package dev.waybill.server.forwarding;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.settings.AddressLiteral;
import dev.waybill.server.settings.AddressRange;
import dev.waybill.server.settings.ServerSettings.ForwardingHeaders;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * Gives requests the address of the client and the scheme and host that it asked for, if trusted
 * proxies say so, and takes all headers of that kind away: what comes after need not, and cannot,
 * judge them again.
 */
public final class ForwardedRequests extends ValveBase {
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final List<AddressRange> trusted;
  private final ForwardingHeaders spoken;

  public ForwardedRequests(List<AddressRange> trusted, ForwardingHeaders spoken) {
    super(true);
    this.trusted = List.copyOf(trusted);
    this.spoken = requireNonNull(spoken, "spoken is null");
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
    List<Hop> hops =
        switch (spoken) {
          case X_FORWARDED -> XForwarded.hops(headers);
          case FORWARDED -> Forwarded.hops(headers);
        };
    if (!hops.isEmpty()) {
      AddressLiteral.parse(request.getPeerAddr().replaceFirst("%.*", ""))
          .ifPresent(peer -> apply(Origin.of(peer, hops, trusted), request));
    }
    Collections.list(headers.names()).stream()
        .filter(ForwardedRequests::isOfAProxy)
        .forEach(headers::removeHeader);
    getNext().invoke(request, response);
  }

  private static void apply(Origin origin, Request request) {
    request.setRemoteAddr(origin.client().getHostAddress());
    request.setRemoteHost(origin.client().getHostAddress());
    origin.https().ifPresent(https -> setScheme(request, https));
    origin.host().ifPresent(host -> setHost(request, host));
  }

  /** The port that a client asked for without naming it is that of its scheme. */
  private static void setScheme(Request request, boolean https) {
    request.setSecure(https);
    request.getCoyoteRequest().scheme().setString(https ? "https" : "http");
    String host = request.getHeader("Host");
    if (host != null && !HopText.hasPort(host)) {
      request.setServerPort(https ? HTTPS : HTTP);
    }
  }

  private static void setHost(Request request, String host) {
    boolean hasPort = HopText.hasPort(host);
    int colon = host.lastIndexOf(':');
    int usual = request.isSecure() ? HTTPS : HTTP;
    request.getCoyoteRequest().serverName().setString(hasPort ? host.substring(0, colon) : host);
    request.setServerPort(hasPort ? HopText.portOf(host) : usual);
  }

  private static boolean isOfAProxy(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return name.equals("forwarded") || name.startsWith("x-forwarded-");
  }
}
