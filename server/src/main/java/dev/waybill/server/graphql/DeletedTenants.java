package dev.waybill.server.graphql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.security.Caller;
import dev.waybill.server.security.TenantDeletions;
import graphql.ExecutionResultImpl;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import java.util.Map;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.support.DefaultExecutionGraphQlResponse;
import reactor.core.publisher.Mono;

/**
 * Withholds what was found for a tenant that was deleted while its request was under way: it may be
 * what a tenant of the same name has.
 */
class DeletedTenants implements WebGraphQlInterceptor {
  private final TenantDeletions deletions;

  DeletedTenants(TenantDeletions deletions) {
    this.deletions = requireNonNull(deletions, "deletions is null");
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return chain
        .next(request)
        .map(
            response -> {
              Caller caller =
                  response.getExecutionInput().getGraphQLContext().get(CallerInterceptor.CALLER);
              return deletions.concern(caller) ? withheld(response) : response;
            });
  }

  private static WebGraphQlResponse withheld(WebGraphQlResponse response) {
    GraphQLError error =
        GraphqlErrorBuilder.newError()
            .message("The tenant was deleted while the request was under way.")
            .errorType(ErrorCode.NOT_FOUND)
            .extensions(Map.of("code", ErrorCode.NOT_FOUND.name()))
            .build();
    return new WebGraphQlResponse(
        new DefaultExecutionGraphQlResponse(
            response.getExecutionInput(), new ExecutionResultImpl(error)));
  }
}
