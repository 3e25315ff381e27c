package dev.waybill.stores.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpPipelinePosition;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.storage.blob.models.BlobStorageException;
import reactor.core.publisher.Mono;

/**
 * Takes what somebody in between answers in Azure's place. The SDK fails at a page that is none of
 * Azure's XML, and status and {@code Retry-After} are lost with it.
 */
final class ForeignRefusals implements HttpPipelinePolicy {
  private static final HttpHeaderName CODE = HttpHeaderName.fromString("x-ms-error-code");

  @Override
  public Mono<HttpResponse> process(HttpPipelineCallContext call, HttpPipelineNextPolicy next) {
    return next.process().map(ForeignRefusals::checked);
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    return checked(next.processSync());
  }

  @Override
  public HttpPipelinePosition getPipelinePosition() {
    return HttpPipelinePosition.PER_RETRY;
  }

  private static HttpResponse checked(HttpResponse answer) {
    if (answer.getStatusCode() < 300 || answer.getHeaders().getValue(CODE) != null) {
      return answer;
    }
    String words = AzureAnswer.said(answer.getBodyAsBinaryData().toString());
    throw new BlobStorageException(words, answer, /* value= */ null);
  }
}
