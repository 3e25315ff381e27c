package dev.waybill.server.graphql;

import dev.waybill.export.IdempotencyKey;
import graphql.schema.DataFetchingEnvironment;
import java.util.Optional;

/** The idempotency key that was sent with a mutation, if any. */
final class RequestKey {
  private RequestKey() {}

  static Optional<IdempotencyKey> of(DataFetchingEnvironment request) {
    return request
        .getGraphQlContext()
        .<String>getOrEmpty(CallerInterceptor.IDEMPOTENCY_KEY)
        .map(key -> new IdempotencyKey(key, RequestDigest.of(request)));
  }
}
