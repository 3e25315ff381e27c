package dev.waybill.server.graphql;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import graphql.ExecutionResult;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.language.OperationDefinition.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The route asks for the permission to read exports; changing them takes more. */
class MutationPermission extends SimplePerformantInstrumentation {
  private static final int FORBIDDEN = 403;

  private final AccessAudit audit;

  MutationPermission(AccessAudit audit) {
    this.audit = requireNonNull(audit, "audit is null");
  }

  @Override
  public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
      InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
    Operation operation = parameters.getExecutionContext().getOperationDefinition().getOperation();
    Caller caller =
        parameters.getExecutionContext().getGraphQLContext().get(CallerInterceptor.CALLER);
    if (operation == Operation.MUTATION && !caller.may(Permission.AUDIT)) {
      String why = caller.self() + " may look at exports but not change them: that takes AUDIT.";
      audit.refused("POST /api/audit/graphql", FORBIDDEN, why);
      throw new AbortExecutionException(
          List.of(
              GraphqlErrorBuilder.newError()
                  .message(why)
                  .errorType(ErrorCode.FORBIDDEN)
                  .extensions(Map.of("code", ErrorCode.FORBIDDEN.name()))
                  .build()));
    }
    return super.beginExecuteOperation(parameters, state);
  }
}
