package dev.waybill.server.graphql;

import graphql.ExecutionInput;
import graphql.GraphqlErrorBuilder;
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.DocumentAndVariables;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.parser.ParserOptions;
import java.util.List;
import java.util.Map;

/** Refuses a request that asks for too much at once, before it is checked and carried out. */
class RequestLimits extends SimplePerformantInstrumentation {
  private static final int MAX_CHARACTERS = 1 << 18;
  private static final int MAX_TOKENS = 10_000;
  private static final int MAX_WHITESPACE = 100_000;
  private static final int MAX_NESTING = 200;

  /** Enough for the introspection of tools; the schema itself is four deep. */
  private static final int MAX_DEPTH = 16;

  /** Almost four times everything about all of a tenant's exports. */
  private static final int MAX_COST = 50_000;

  private static final int MAX_ROOT_FIELDS = 100;

  /** They are carried out one after the other, and some wait for other machines. */
  private static final int MAX_MUTATIONS = 50;

  private static final int MAX_REPETITION = 100;

  private static final ParserOptions PARSER =
      ParserOptions.getDefaultOperationParserOptions()
          .transform(
              options ->
                  options
                      .maxCharacters(MAX_CHARACTERS)
                      .maxTokens(MAX_TOKENS)
                      .maxWhitespaceTokens(MAX_WHITESPACE)
                      .maxRuleDepth(MAX_NESTING));

  @Override
  public ExecutionInput instrumentExecutionInput(
      ExecutionInput input,
      InstrumentationExecutionParameters parameters,
      InstrumentationState state) {
    input.getGraphQLContext().put(ParserOptions.class, PARSER);
    return input;
  }

  @Override
  public DocumentAndVariables instrumentDocumentAndVariables(
      DocumentAndVariables request,
      InstrumentationExecutionParameters parameters,
      InstrumentationState state) {
    RequestSize sizes =
        new RequestSize(parameters.getSchema(), request.getDocument(), request.getVariables());
    for (OperationDefinition operation :
        request.getDocument().getDefinitionsOfType(OperationDefinition.class)) {
      check(operation.getOperation(), sizes.of(operation));
    }
    return request;
  }

  private static void check(Operation operation, RequestSize.Size size) {
    int width = operation == Operation.MUTATION ? MAX_MUTATIONS : MAX_ROOT_FIELDS;
    require(size.width(), width, "fields at its top", "send several requests");
    require(size.depth(), MAX_DEPTH, "fields within fields", "ask for less at once");
    require(size.repetition(), MAX_REPETITION, "times one field", "send several requests");
    require(size.cost(), MAX_COST, "as its cost", "ask for fewer fields or for smaller pages");
  }

  private static void require(long size, int most, String what, String advice) {
    if (size > most) {
      throw new AbortExecutionException(
          List.of(
              GraphqlErrorBuilder.newError()
                  .message(
                      "%s", "The request has more than " + most + " " + what + ": " + advice + ".")
                  .errorType(ErrorCode.BAD_REQUEST)
                  .extensions(Map.of("code", ErrorCode.BAD_REQUEST.name()))
                  .build()));
    }
  }
}
