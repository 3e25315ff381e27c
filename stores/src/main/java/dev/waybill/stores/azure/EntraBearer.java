package dev.waybill.stores.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.waybill.storage.EntraDirectory;
import reactor.core.publisher.Mono;

/**
 * Puts the application's token into each request. The SDK's own policy would answer a store's
 * challenge by sending the request again, with a token of whatever directory the store names.
 */
final class EntraBearer implements HttpPipelinePolicy {
  private final EntraTokens tokens;
  private final EntraDirectory directory;

  EntraBearer(EntraTokens tokens, EntraDirectory directory) {
    this.tokens = tokens;
    this.directory = directory;
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
    sign(call.getHttpRequest());
    return next.process();
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    sign(call.getHttpRequest());
    return next.processSync();
  }

  private void sign(HttpRequest request) {
    request.setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + tokens.current(directory));
  }
}
