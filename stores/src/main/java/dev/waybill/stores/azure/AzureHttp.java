package dev.waybill.stores.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeader;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import dev.waybill.stores.deadline.Cutoff;
import dev.waybill.stores.deadline.Deadline;
import dev.waybill.stores.deadline.OutOfTimeException;
import dev.waybill.stores.network.CaBundle;
import dev.waybill.stores.network.OutboundProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.auth.AuthCache;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import reactor.core.publisher.Mono;

/**
 * Sends the requests of Azure's SDK, each at most once and bounded as a whole: waiting for a
 * connection, making it, body and answer. Answers are small here, and read whole
 * (docs/decisions/0029-azure-http.md).
 */
final class AzureHttp implements HttpClient, AutoCloseable {
  private static final String DEADLINE = "waybill-deadline";
  private static final int MOST_OF_AN_ANSWER = 256 * 1024;
  private static final TimeValue IDLE_UNSEEN = TimeValue.ofSeconds(1);
  private static final TimeValue LIFE_OF_A_CONNECTION = TimeValue.ofMinutes(5);

  /** Apache's client says these itself. */
  private static final Set<HttpHeaderName> FRAMING =
      Set.of(HttpHeaderName.CONTENT_LENGTH, HttpHeaderName.TRANSFER_ENCODING, HttpHeaderName.HOST);

  private final CloseableHttpClient client;
  private final Optional<OutboundProxy> proxy;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("azure-timeouts").factory());

  private AzureHttp(AzureSettings settings, Optional<OutboundProxy> proxy) {
    this.proxy = proxy;
    client = client(settings, proxy);
    timer.setRemoveOnCancelPolicy(true); // else the body of each request stays until its deadline
  }

  /** By the way that leads to customers' storage. */
  static AzureHttp of(AzureSettings settings) {
    return new AzureHttp(settings, settings.proxy());
  }

  /** By the way to what is on this machine or belongs to it, which no proxy reaches. */
  static AzureHttp direct(AzureSettings settings) {
    return new AzureHttp(settings, Optional.empty());
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return send(request, Context.NONE);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return Mono.fromCallable(() -> sendSync(request, context));
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    try {
      return exchange(request, deadline(context));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  /** Goes with a request through the SDK; every request has one. */
  static Context until(Deadline deadline) {
    return new Context(DEADLINE, deadline);
  }

  static Deadline deadline(Context context) {
    return context
        .getData(DEADLINE)
        .map(Deadline.class::cast)
        .orElseThrow(() -> new IllegalStateException("a request without a deadline"));
  }

  /**
   * The same, for requests that do not carry their deadline: whoever sends them has other threads.
   */
  HttpClient client(Deadline deadline) {
    return request -> Mono.fromCallable(() -> sendSync(request, until(deadline)));
  }

  private HttpResponse exchange(HttpRequest request, Deadline deadline) throws IOException {
    Cutoff cutoff = new Cutoff(deadline);
    HttpUriRequestBase message = message(request);
    Future<?> end =
        timer.schedule(
            () -> {
              cutoff.now();
              message.abort();
            },
            deadline.remaining().toNanos(),
            TimeUnit.NANOSECONDS);
    try {
      HttpClientContext context = context(cutoff);
      return client.execute(message, context, answer -> read(answer, request, context));
    } catch (IOException | RuntimeException e) {
      Optional<OutOfTimeException> late = cutoff.explanation(e);
      if (late.isPresent()) {
        throw late.get();
      }
      throw e;
    } finally {
      end.cancel(/* mayInterruptIfRunning= */ false);
    }
  }

  private HttpUriRequestBase message(HttpRequest request) throws IOException {
    HttpUriRequestBase message =
        new HttpUriRequestBase(request.getHttpMethod().toString(), uri(request));
    for (HttpHeader header : request.getHeaders()) {
      if (!FRAMING.contains(HttpHeaderName.fromString(header.getName()))) {
        header.getValuesList().forEach(value -> message.addHeader(header.getName(), value));
      }
    }
    Optional.ofNullable(request.getBodyAsBinaryData())
        .ifPresent(body -> message.setEntity(entity(body)));
    return message;
  }

  /** What cannot be read is not shown: its query may be a signature. */
  private static URI uri(HttpRequest request) throws IOException {
    try {
      return request.getUrl().toURI();
    } catch (URISyntaxException e) {
      throw new IOException("a URL that is none");
    }
  }

  private static HttpEntity entity(BinaryData body) {
    BinaryData whole = body.getLength() == null ? BinaryData.fromBytes(body.toBytes()) : body;
    return new InputStreamEntity(whole.toStream(), whole.getLength(), /* contentType= */ null);
  }

  private HttpResponse read(
      ClassicHttpResponse answer, HttpRequest request, HttpClientContext context)
      throws IOException {
    if (isProxys(answer.getCode(), request, context)) {
      throw new ProxyAnswerException(answer.getCode());
    }
    HttpHeaders headers = new HttpHeaders();
    for (Header header : answer.getHeaders()) {
      headers.add(HttpHeaderName.fromString(header.getName()), header.getValue());
    }
    byte[] body = answer.getEntity() == null ? new byte[0] : body(answer.getEntity());
    return new AzureHttpAnswer(request, answer.getCode(), headers, body);
  }

  private static byte[] body(HttpEntity entity) throws IOException {
    byte[] body = entity.getContent().readNBytes(MOST_OF_AN_ANSWER + 1);
    if (body.length > MOST_OF_AN_ANSWER) {
      throw new IOException("an answer of more than " + MOST_OF_AN_ANSWER + " bytes");
    }
    return body;
  }

  /** An answer outside TLS is never taken for the store's. */
  private boolean isProxys(int status, HttpRequest request, HttpClientContext context) {
    return proxy.isPresent()
        && (request.getUrl().getProtocol().equals("https")
            ? context.getSSLSession() == null
            : status == HttpURLConnection.HTTP_PROXY_AUTH);
  }

  /** User and password go with the first request: asked for them, a body would be sent twice. */
  private HttpClientContext context(Cutoff cutoff) {
    HttpClientContext context = cutoff.context();
    proxy
        .flatMap(OutboundProxy::login)
        .ifPresent(
            login -> {
              BasicScheme basic = new BasicScheme();
              basic.initPreemptive(
                  new UsernamePasswordCredentials(login.user(), login.password().toCharArray()));
              AuthCache cache = new BasicAuthCache();
              cache.put(host(proxy.orElseThrow()), basic);
              context.setAuthCache(cache);
            });
    return context;
  }

  private static CloseableHttpClient client(AzureSettings settings, Optional<OutboundProxy> proxy) {
    Timeout connect = Timeout.of(settings.connectTimeout());
    Timeout whole = Timeout.of(settings.requestTimeout());
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(settings.maxConnections())
            .setMaxConnPerRoute(settings.maxConnections())
            .setDefaultSocketConfig(
                SocketConfig.custom().setSoTimeout(whole).setTcpNoDelay(true).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(connect)
                    .setSocketTimeout(whole)
                    .setValidateAfterInactivity(IDLE_UNSEEN)
                    .setTimeToLive(LIFE_OF_A_CONNECTION)
                    .build());
    settings
        .caBundle()
        .ifPresent(
            bundle -> connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls(bundle))));
    HttpClientBuilder client =
        HttpClientBuilder.create()
            .setConnectionManager(connections.build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(whole)
                    .setResponseTimeout(whole)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .addExecInterceptorLast(Cutoff.STEP, Cutoff::beforeSending)
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableContentCompression();
    proxy.ifPresent(way -> client.setProxy(host(way)));
    return client.build();
  }

  private static HttpHost host(OutboundProxy proxy) {
    return new HttpHost(proxy.host(), proxy.port());
  }

  private static SSLContext tls(CaBundle bundle) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, bundle.trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot set up TLS", e);
    }
  }
}
