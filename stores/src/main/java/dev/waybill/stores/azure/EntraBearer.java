package dev.waybill.stores.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpPipelineNextSyncPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.HttpPipelinePolicy;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.stores.deadline.Deadline;
import java.net.HttpURLConnection;
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
    String bearer = sign(call);
    return next.process().doOnNext(answer -> learn(answer, bearer));
  }

  @Override
  public HttpResponse processSync(HttpPipelineCallContext call, HttpPipelineNextSyncPolicy next) {
    String bearer = sign(call);
    HttpResponse answer = next.processSync();
    learn(answer, bearer);
    return answer;
  }

  private String sign(HttpPipelineCallContext call) {
    Deadline deadline = AzureHttp.deadline(call.getContext());
    String bearer = tokens.current(directory, deadline);
    call.getHttpRequest().setHeader(HttpHeaderName.AUTHORIZATION, "Bearer " + bearer);
    return bearer;
  }

  /** A container that does not let the application in says nothing of its token. */
  private void learn(HttpResponse answer, String bearer) {
    if (answer.getStatusCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      tokens.refused(directory, bearer);
    }
  }
}
