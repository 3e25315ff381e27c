package dev.waybill.server.graphql;

import dev.waybill.server.security.Caller;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import reactor.core.publisher.Mono;

/** Hands what the HTTP request says besides its body to those who answer it. */
class CallerInterceptor implements WebGraphQlInterceptor {
  static final String CALLER = "caller";
  static final String ACTOR = "actor";
  static final String IDEMPOTENCY_KEY = "idempotencyKey";

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    Map<String, Object> context = new HashMap<>();
    if (RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes web) {
      Caller caller = Caller.of(web.getRequest());
      context.put(CALLER, caller);
      context.put(ACTOR, caller.actor(web.getRequest()));
    }
    String key = request.getHeaders().getFirst("Idempotency-Key");
    if (key != null) {
      context.put(IDEMPOTENCY_KEY, key);
    }
    request.configureExecutionInput(
        (_, input) -> input.graphQLContext(context).locale(Locale.ENGLISH).build());
    return chain.next(request);
  }
}
