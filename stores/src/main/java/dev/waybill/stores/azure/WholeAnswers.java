package dev.waybill.stores.azure;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import reactor.core.publisher.Mono;

/**
 * Has every answer read whole before anybody looks at it, so that one that breaks off is repeated
 * as one that failed is: after a pause, and a few times only. What would be left of a piece of a
 * blob the client would ask for without a pause; and it cannot repeat a piece that was refused,
 * since the JDK's HTTP client lets nobody pass over what a refusal says twice. Pieces are small.
 */
final class WholeAnswers implements HttpPipelinePolicy {
  private static final String WHOLE = "azure-eagerly-read-response";

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
    call.setData(WHOLE, true);
    return next.process();
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    call.setData(WHOLE, true);
    return next.processSync();
  }

  @Override
  public HttpPipelinePosition getPipelinePosition() {
    return HttpPipelinePosition.PER_RETRY;
  }
}
