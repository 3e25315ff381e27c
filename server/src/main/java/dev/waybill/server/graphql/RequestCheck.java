package dev.waybill.server.graphql;

import graphql.execution.TypeFromAST;
import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.VariableDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the first input of a refused request that does not fit the schema. */
final class RequestCheck {
  private final GraphQLSchema schema;

  RequestCheck(GraphQLSchema schema) {
    this.schema = schema;
  }

  Optional<InputProblem> problem(String text, Map<String, @Nullable Object> variables) {
    Document document;
    try {
      document = Parser.parse(text);
    } catch (InvalidSyntaxException e) {
      return Optional.empty();
    }
    return document.getDefinitionsOfType(OperationDefinition.class).stream()
        .flatMap(
            operation -> Stream.concat(inDocument(operation), inVariables(operation, variables)))
        .findFirst();
  }

  /** Only the root fields of the schema have arguments. */
  private Stream<InputProblem> inDocument(OperationDefinition operation) {
    GraphQLObjectType root =
        operation.getOperation() == Operation.MUTATION
            ? schema.getMutationType()
            : schema.getQueryType();
    return operation.getSelectionSet().getSelectionsOfType(Field.class).stream()
        .flatMap(
            field -> {
              GraphQLFieldDefinition definition = root.getFieldDefinition(field.getName());
              return definition == null ? Stream.empty() : inArguments(field, definition);
            });
  }

  private static Stream<InputProblem> inArguments(Field field, GraphQLFieldDefinition definition) {
    return definition.getArguments().stream()
        .flatMap(
            argument -> {
              Optional<Argument> given =
                  field.getArguments().stream()
                      .filter(each -> each.getName().equals(argument.getName()))
                      .findFirst();
              return inArgument(argument, given).stream();
            });
  }

  private static Optional<InputProblem> inArgument(
      GraphQLArgument argument, Optional<Argument> given) {
    if (given.isEmpty() && argument.hasSetDefaultValue()) {
      return Optional.empty();
    }
    return InputCheck.problem(
        argument.getName(),
        argument.getType(),
        given.map(each -> GivenInput.literal(each.getValue())).orElse(null));
  }

  private Stream<InputProblem> inVariables(
      OperationDefinition operation, Map<String, @Nullable Object> variables) {
    return operation.getVariableDefinitions().stream()
        .filter(each -> each.getDefaultValue() == null || variables.containsKey(each.getName()))
        .flatMap(
            each -> {
              @Nullable GraphQLType type = type(each);
              return type == null
                  ? Stream.empty()
                  : InputCheck.problem(
                      each.getName(), type, GivenInput.variable(variables.get(each.getName())))
                      .stream();
            });
  }

  private @Nullable GraphQLType type(VariableDefinition variable) {
    return TypeFromAST.getTypeFromAST(schema, variable.getType());
  }
}
