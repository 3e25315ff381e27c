package dev.waybill.stores.gcs;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.auth.oauth2.ComputeEngineCredentials;
import dev.waybill.stores.deadline.Cutoff;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.stores.deadline.OutOfTimeException;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.auth.AuthCache;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Carries each request of Google's libraries once, on Apache's client: nothing is sent again and no
 * redirect is followed. A request that has not ended with its whole answer when its deadline passes
 * is cut off. The JDK's own client under Google's default transport sends a POST again whose
 * connection breaks, and bounds no request as a whole.
 */
final class OneTryTransport extends HttpTransport implements AutoCloseable {
  /** Until when this thread has time; without one, a request has its own. */
  static final ScopedValue<Deadline> DEADLINE = ScopedValue.newInstance();

  private final GcsSettings settings;
  private final TimeSource time;
  private final CloseableHttpClient client;
  private final Optional<HttpHost> proxy;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("gcs-timeouts").factory());

  OneTryTransport(GcsSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
    proxy = settings.proxy().map(known -> new HttpHost(known.host(), known.port()));
    client = client(settings, proxy);
    timer.setRemoveOnCancelPolicy(true); // else the body of each request stays until its deadline
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new OneTry(this, method, URI.create(url));
  }

  /** Sends it and takes the whole answer. */
  LowLevelHttpResponse send(HttpUriRequestBase request) throws IOException {
    Deadline deadline = DEADLINE.orElse(new Deadline(time, settings.requestTimeout()));
    Cutoff cutoff = new Cutoff(deadline);
    Duration left = deadline.remaining();
    Timeout timeout = Timeout.ofMilliseconds(Math.max(1, left.toMillis()));
    request.setConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(timeout)
            .setResponseTimeout(timeout)
            .setRedirectsEnabled(false)
            .build());
    HttpClientContext context = cutoff.context();
    settings.proxy().flatMap(OutboundProxy::login).ifPresent(login -> answer(login, context));
    ScheduledFuture<?> end =
        timer.schedule(
            () -> {
              cutoff.now();
              request.abort();
            },
            left.toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      return client.execute(
          request,
          context,
          answer -> {
            requireNotOfProxy(request, context, answer.getCode());
            return KeptAnswer.of(answer);
          });
    } catch (IOException | RuntimeException e) {
      throw explained(e, cutoff);
    } finally {
      end.cancel(false);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new IllegalStateException("a pool of connections closes", e);
    } finally {
      timer.shutdownNow();
    }
  }

  private static IOException explained(Exception e, Cutoff cutoff) {
    Optional<OutOfTimeException> late = cutoff.explanation(e);
    if (late.isPresent()) {
      return late.get();
    }
    if (Thread.currentThread().isInterrupted()) {
      InterruptedIOException interrupted = new InterruptedIOException("interrupted");
      interrupted.addSuppressed(e);
      return interrupted;
    }
    return e instanceof IOException io ? io : new IOException(e);
  }

  /** An answer from outside TLS is not Google's; of those in clear one can be told. */
  private void requireNotOfProxy(HttpUriRequestBase request, HttpClientContext context, int status)
      throws IOException {
    boolean secured = "https".equals(request.getScheme());
    if (proxy.isPresent()
        && (secured
            ? context.getSSLSession() == null
            : status == HttpURLConnection.HTTP_PROXY_AUTH)) {
      throw new ProxyRefusedException(status);
    }
  }

  /** With the first request already: asked for it, a body would have to be sent twice. */
  private void answer(OutboundProxy.Login login, HttpClientContext context) {
    BasicScheme basic = new BasicScheme();
    basic.initPreemptive(
        new UsernamePasswordCredentials(login.user(), login.password().toCharArray()));
    AuthCache cache = new BasicAuthCache();
    cache.put(proxy.orElseThrow(), basic);
    context.setAuthCache(cache);
  }

  private static CloseableHttpClient client(GcsSettings settings, Optional<HttpHost> proxy) {
    Timeout connect = Timeout.of(settings.connectTimeout());
    Timeout request = Timeout.of(settings.requestTimeout());
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(settings.maxConnections())
            .setMaxConnPerRoute(settings.maxConnections())
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(request).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(request)
                    .build());
    settings
        .caBundle()
        .map(OneTryTransport::trusting)
        .map(DefaultClientTlsStrategy::new)
        .ifPresent(connections::setTlsSocketStrategy);
    return HttpClientBuilder.create()
        .setConnectionManager(connections.build())
        .setRoutePlanner(new Routes(proxy))
        .addExecInterceptorLast(Cutoff.STEP, Cutoff::beforeSending)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .build();
  }

  private static SSLContext trusting(CaBundle bundle) {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, bundle.trustManagers(), null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** Through the proxy, but to the machine's own metadata server. */
  private static final class Routes extends DefaultRoutePlanner {
    private final Optional<HttpHost> proxy;
    private final String metadata =
        URI.create(ComputeEngineCredentials.getMetadataServerUrl()).getHost();

    Routes(Optional<HttpHost> proxy) {
      super(DefaultSchemePortResolver.INSTANCE);
      this.proxy = proxy;
    }

    @Override
    protected @Nullable HttpHost determineProxy(HttpHost target, HttpContext context) {
      return proxy.filter(_ -> !target.getHostName().equals(metadata)).orElse(null);
    }
  }
}
