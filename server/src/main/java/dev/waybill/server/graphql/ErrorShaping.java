package dev.waybill.server.graphql;

import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.introspection.GoodFaithIntrospection.BadFaithIntrospectionError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.graphql.server.WebGraphQlRequest;
import org.springframework.graphql.server.WebGraphQlResponse;
import reactor.core.publisher.Mono;

/** Gives the library's own errors the same form as ours: a code, the field, one clear line. */
class ErrorShaping implements WebGraphQlInterceptor {
  private static final String CODE = "code";

  /** What the library quotes of a request may be as long as that. */
  private static final int LONGEST = 500;

  private static final Pattern CANCELLED =
      Pattern.compile("To prevent Denial Of Service attacks, parsing has been cancelled\\.");
  private static final Pattern PREFIX = Pattern.compile("^Validation [Ee]rror \\([^)]*\\) ?: ");
  private static final Pattern NAMED =
      Pattern.compile("(?:Field|field|argument|Variable|variable) '([A-Za-z0-9_]+)'");

  private final RequestCheck check;

  ErrorShaping(GraphQlSource source) {
    check = new RequestCheck(source.schema());
  }

  @Override
  public Mono<WebGraphQlResponse> intercept(WebGraphQlRequest request, Chain chain) {
    return chain
        .next(request)
        .map(
            response -> {
              List<GraphQLError> errors = response.getExecutionResult().getErrors();
              if (errors.stream().allMatch(ErrorShaping::isOurs)) {
                return response;
              }
              return response.transform(changed -> changed.errors(shape(request, errors)));
            });
  }

  private List<GraphQLError> shape(WebGraphQlRequest request, List<GraphQLError> errors) {
    if (errors.stream().noneMatch(error -> error.getErrorType() == ErrorType.ValidationError)) {
      return errors.stream().map(ErrorShaping::shape).toList();
    }
    return check
        .problem(request.getDocument(), request.getVariables())
        .map(
            problem ->
                List.of(
                    error(
                        errors.getFirst(),
                        ErrorCode.BAD_REQUEST,
                        problem.message(),
                        Optional.of(problem.field()))))
        .orElseGet(() -> errors.stream().map(ErrorShaping::shape).toList());
  }

  private static boolean isOurs(GraphQLError error) {
    return error.getErrorType() instanceof ErrorCode;
  }

  private static GraphQLError shape(GraphQLError error) {
    if (isOurs(error)) {
      return error;
    }
    if (error instanceof BadFaithIntrospectionError) {
      return badRequest(error);
    }
    if (!(error.getErrorType() instanceof ErrorType type)) {
      return internal(error);
    }
    return switch (type) {
      case InvalidSyntax -> isTooMuch(error) ? badRequest(error) : unreadable(error);
      case ValidationError, OperationNotSupported, ExecutionAborted -> badRequest(error);
      case DataFetchingException, NullValueInNonNullableField -> internal(error);
    };
  }

  private static GraphQLError internal(GraphQLError error) {
    return error(error, ErrorCode.INTERNAL, Errors.OUR_SIDE, Optional.empty());
  }

  /** Said in the library's words, which are numbers alone. */
  private static boolean isTooMuch(GraphQLError error) {
    return CANCELLED.matcher(String.valueOf(error.getMessage())).find();
  }

  /** The library's words quote the document, in which a secret may stand. */
  private static GraphQLError unreadable(GraphQLError error) {
    String where =
        error.getLocations() == null || error.getLocations().isEmpty()
            ? ""
            : " at line %d, column %d"
                .formatted(
                    error.getLocations().getFirst().getLine(),
                    error.getLocations().getFirst().getColumn());
    return error(
        error,
        ErrorCode.BAD_REQUEST,
        "The document is not valid GraphQL: it cannot be read" + where + ".",
        Optional.empty());
  }

  private static GraphQLError badRequest(GraphQLError error) {
    String words = PREFIX.matcher(String.valueOf(error.getMessage())).replaceFirst("");
    words = CANCELLED.matcher(words).replaceFirst("Send several smaller requests.");
    if (words.contains("with value")) {
      // It quotes the input, which may hold a secret.
      words = "The request does not fit the schema, which is at /api/audit/graphql/schema.";
    }
    if (words.startsWith("Unknown operation named")) {
      words = "The document has no operation of the name in operationName.";
    }
    if (words.length() > LONGEST) {
      words = words.substring(0, LONGEST) + "...";
    }
    Matcher named = NAMED.matcher(words);
    return error(
        error,
        ErrorCode.BAD_REQUEST,
        words,
        named.find() ? Optional.ofNullable(named.group(1)) : Optional.empty());
  }

  private static GraphQLError error(
      GraphQLError from, ErrorCode code, String message, Optional<String> field) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put(CODE, code.name());
    field.ifPresent(name -> extensions.put("field", name));
    GraphqlErrorBuilder<?> error =
        GraphqlErrorBuilder.newError()
            .message("%s", message)
            .errorType(code)
            .extensions(extensions);
    if (from.getLocations() != null) {
      error.locations(from.getLocations());
    }
    if (from.getPath() != null) {
      error.path(from.getPath());
    }
    return error.build();
  }
}
