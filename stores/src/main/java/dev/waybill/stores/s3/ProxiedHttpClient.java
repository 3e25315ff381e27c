package dev.waybill.stores.s3;

import dev.waybill.stores.endpoint.EndpointPolicy;
import java.io.IOException;
import java.net.HttpURLConnection;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Judges hosts by their text before the proxy resolves them, and tells the proxy's answers from the
 * stores'. The client behind it must take {@link ProxyRoutes}.
 */
final class ProxiedHttpClient implements SdkHttpClient {
  private final SdkHttpClient client;
  private final EndpointPolicy policy;

  ProxiedHttpClient(SdkHttpClient client, EndpointPolicy policy) {
    this.client = client;
    this.policy = policy;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = client.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return execute(request.httpRequest(), prepared);
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }

  private HttpExecuteResponse execute(SdkHttpRequest request, ExecutableHttpRequest prepared)
      throws IOException {
    policy.requireAllowedUnresolved(request.host());
    ProxyRoutes.Exchange exchange = new ProxyRoutes.Exchange();
    HttpExecuteResponse answer =
        ScopedValue.where(ProxyRoutes.EXCHANGE, exchange).call(prepared::call);
    int status = answer.httpResponse().statusCode();
    boolean proxys =
        request.protocol().equals("https")
            ? !exchange.wasSecure()
            : status == HttpURLConnection.HTTP_PROXY_AUTH;
    if (proxys) {
      // Closing the body is not enough: an answer without one would keep its connection for ever.
      prepared.abort();
      throw new ProxyRefusalException(status);
    }
    return answer;
  }
}
