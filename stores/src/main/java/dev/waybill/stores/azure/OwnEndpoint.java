package dev.waybill.stores.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.waybill.storage.AzureLocation;
import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * Sends requests to the operator's own address of the Blob service. The SDK would guess from an
 * address where an account's name is in it.
 */
final class OwnEndpoint implements HttpPipelinePolicy {
  private static final String ACCOUNT = "{account}";

  private final String service;

  OwnEndpoint(URI service) {
    this.service = service.toString().replaceFirst("/+$", "");
  }

  static URI of(String template, AzureLocation location) {
    return URI.create(template.replace(ACCOUNT, location.account()));
  }

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
    redirect(call.getHttpRequest());
    return next.process();
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    redirect(call.getHttpRequest());
    return next.processSync();
  }

  @Override
  public HttpPipelinePosition getPipelinePosition() {
    return HttpPipelinePosition.PER_CALL;
  }

  private void redirect(HttpRequest request) {
    request.setUrl(service + request.getUrl().getFile());
  }
}
