package dev.waybill.stores.s3;

import dev.waybill.stores.network.OutboundProxy;
import org.apache.hc.client5.http.auth.AuthCache;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Leads every request through the proxy. User and password go with the first request already: asked
 * for them, a body would have to be sent twice.
 */
final class ProxyRoutes extends DefaultRoutePlanner {
  /** What became of the request that is under way in this thread. */
  static final ScopedValue<Exchange> EXCHANGE = ScopedValue.newInstance();

  /** Sees the connection on which a request went. */
  static final class Exchange {
    private HttpClientContext context = HttpClientContext.create();

    /** Whether the answer came through TLS, so from the store. */
    boolean wasSecure() {
      return context.getSSLSession() != null;
    }
  }

  private final OutboundProxy proxy;
  private final HttpHost host;

  ProxyRoutes(OutboundProxy proxy) {
    super(DefaultSchemePortResolver.INSTANCE);
    this.proxy = proxy;
    this.host = new HttpHost(proxy.host(), proxy.port());
  }

  @Override
  protected HttpHost determineProxy(HttpHost target, HttpContext context) {
    HttpClientContext known = HttpClientContext.cast(context);
    proxy.login().ifPresent(login -> known.setAuthCache(answering(login)));
    EXCHANGE.get().context = known;
    return host;
  }

  private AuthCache answering(OutboundProxy.Login login) {
    BasicScheme basic = new BasicScheme();
    basic.initPreemptive(
        new UsernamePasswordCredentials(login.user(), login.password().toCharArray()));
    AuthCache cache = new BasicAuthCache();
    cache.put(host, basic);
    return cache;
  }
}
