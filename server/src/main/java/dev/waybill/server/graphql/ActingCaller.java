package dev.waybill.server.graphql;

import dev.waybill.server.audit.Acting;
import dev.waybill.server.audit.Actor;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationFieldFetchParameters;
import graphql.schema.DataFetcher;

/**
 * Has every field's work done by the caller. After a field that waits, the next ones are fetched by
 * the thread that ended the wait, which answers no request.
 */
class ActingCaller extends SimplePerformantInstrumentation {

  @Override
  public DataFetcher<?> instrumentDataFetcher(
      DataFetcher<?> fetcher,
      InstrumentationFieldFetchParameters parameters,
      InstrumentationState state) {
    if (parameters.isTrivialDataFetcher()) {
      return fetcher;
    }
    Actor actor = parameters.getExecutionContext().getGraphQLContext().get(CallerInterceptor.ACTOR);
    return request -> Acting.as(actor, () -> fetcher.get(request));
  }
}
