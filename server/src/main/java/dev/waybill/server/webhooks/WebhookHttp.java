package dev.waybill.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.stores.endpoint.EndpointPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts to hosts that tenants name. Addresses are checked at the moment of the connection, so that
 * no name leads into the operator's network; a request ends within its time as a whole, follows no
 * redirect, is sent once, and nothing but the status of the answer is read.
 */
public final class WebhookHttp implements AutoCloseable {
  private static final String AGENT = "Waybill";

  /** A line of an answer's head, in bytes, and how many headers there are: all that is read. */
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxLineLength(8192).setMaxHeaderCount(100).build();

  private final EndpointPolicy policy;
  private final Duration longest;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("webhook-timeouts").factory());

  /**
   * @param policy which addresses may be connected to; all hosts may be named
   * @param longest a request may take
   * @param atOnce how many connections there may be
   * @param tls trusts the certificates of receivers; empty: as Java does
   */
  public WebhookHttp(
      EndpointPolicy policy, Duration longest, int atOnce, Optional<SSLContext> tls) {
    this.policy = requireNonNull(policy, "policy is null");
    this.longest = requireNonNull(longest, "longest is null");
    this.client = client(longest, atOnce, tls);
    timer.setRemoveOnCancelPolicy(true);
  }

  /** The status of the answer. */
  int post(URI url, Map<String, String> headers, String body) throws IOException {
    HttpPost request = new HttpPost(url);
    headers.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body.getBytes(UTF_8), ContentType.APPLICATION_JSON));
    Future<?> deadline = timer.schedule(request::abort, longest.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return client.executeOpen(HttpHost.create(url), request, /* context= */ null).getCode();
    } finally {
      request.abort(); // ends the connection: whatever else comes is nobody's to read
      deadline.cancel(/* mayInterruptIfRunning= */ false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CloseableHttpClient client(Duration longest, int atOnce, Optional<SSLContext> tls) {
    Timeout whole = Timeout.of(longest);
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder().http1Config(HEAD).build())
            .setMaxConnTotal(atOnce)
            .setMaxConnPerRoute(atOnce)
            .setDnsResolver(new Checked())
            .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(whole).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(whole).setSocketTimeout(whole).build());
    tls.ifPresent(
        context -> connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(context)));
    return HttpClientBuilder.create()
        .setConnectionManager(connections.build())
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(whole)
                .setResponseTimeout(whole)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent(AGENT)
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableContentCompression()
        .disableAuthCaching()
        .build();
  }

  /** Resolves a host for the connection that is about to be made. */
  private final class Checked implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      policy.requireAllowedUnresolved(host);
      return policy.requireAllowed(host, SystemDefaultDnsResolver.INSTANCE.resolve(host));
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
  }
}
