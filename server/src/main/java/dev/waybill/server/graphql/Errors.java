package dev.waybill.server.graphql;

import dev.waybill.fault.InvalidInput;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.exports.Refused;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.schema.DataFetchingEnvironment;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.graphql.execution.DataFetcherExceptionResolverAdapter;

/** From exceptions to errors for the caller; what is wrong on our side goes to the log. */
class Errors extends DataFetcherExceptionResolverAdapter {
  static final String OUR_SIDE = "Something went wrong on our side: try again later.";

  private static final String LOG_UNAVAILABLE =
      "The event log takes no writes at the moment, so nothing was done: try again later. If it"
          + " stays so, the operator finds the cause in the server's log.";

  private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

  @Override
  protected GraphQLError resolveToSingleError(Throwable thrown, DataFetchingEnvironment where) {
    return switch (cause(thrown)) {
      case InvalidInput invalid ->
          error(where, ErrorCode.BAD_REQUEST, invalid.getMessage(), Optional.of(invalid.field()));
      case Refused refused ->
          error(where, code(refused.reason()), words(refused), Optional.of(refused.field()));
      case ProblemException refused -> error(where, refused.problem());
      case LogUnavailableException unavailable -> {
        LOG.warn(
            "{} was refused, since the event log takes no writes: {}",
            where.getExecutionStepInfo().getPath(),
            unavailable.getMessage());
        yield error(where, ErrorCode.UNAVAILABLE, LOG_UNAVAILABLE, Optional.empty());
      }
      case Throwable defect -> {
        LOG.error("{} failed", where.getExecutionStepInfo().getPath(), defect);
        yield error(where, ErrorCode.INTERNAL, OUR_SIDE, Optional.empty());
      }
    };
  }

  private static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? cause : thrown;
  }

  private static String words(Refused refused) {
    return Optional.ofNullable(refused.getMessage()).orElse("");
  }

  private static ErrorCode code(Refused.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> ErrorCode.NOT_FOUND;
      case CONFLICT -> ErrorCode.CONFLICT;
    };
  }

  /** Codes that GraphQL has not are of no request that its parts refuse. */
  private static GraphQLError error(DataFetchingEnvironment where, Problem problem) {
    ErrorCode code =
        Arrays.stream(ErrorCode.values())
            .filter(each -> each.name().equals(problem.code().name()))
            .findFirst()
            .orElse(ErrorCode.INTERNAL);
    return error(
        where,
        code,
        problem.detail(),
        Optional.of(problem.field()).filter(field -> !field.isEmpty()));
  }

  private static GraphQLError error(
      DataFetchingEnvironment where, ErrorCode code, String message, Optional<String> field) {
    Map<String, Object> extensions =
        field
            .<Map<String, Object>>map(name -> Map.of("code", code.name(), "field", name))
            .orElse(Map.of("code", code.name()));
    return GraphqlErrorBuilder.newError(where)
        .message("%s", message)
        .errorType(code)
        .extensions(extensions)
        .build();
  }
}
