package dev.waybill.server.graphql;

import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says in one line why a value does not fit its type. The library's own words quote the whole
 * input, secrets too, and do not always name the field.
 */
final class InputCheck {
  private InputCheck() {}

  /** The first problem of a value. */
  static Optional<InputProblem> problem(
      String field, GraphQLType type, @Nullable GivenInput given) {
    if (given instanceof GivenInput.Elsewhere) {
      return Optional.empty();
    }
    if (given == null || given instanceof GivenInput.Nothing) {
      return type instanceof GraphQLNonNull
          ? problem(field, "The field " + field + " is missing.")
          : Optional.empty();
    }
    return switch (type) {
      case GraphQLNonNull required -> problem(field, required.getWrappedType(), given);
      case GraphQLList list -> items(field, list, given);
      case GraphQLInputObjectType object -> object(field, object, given);
      case GraphQLEnumType choice -> choice(field, choice, given);
      case GraphQLScalarType scalar -> scalar(field, scalar, given);
      default -> Optional.empty();
    };
  }

  private static Optional<InputProblem> items(String field, GraphQLList list, GivenInput given) {
    if (!(given instanceof GivenInput.Items items)) {
      return problem(field, list.getWrappedType(), given);
    }
    return items.values().stream()
        .flatMap(item -> problem(field, list.getWrappedType(), item).stream())
        .findFirst();
  }

  private static Optional<InputProblem> object(
      String field, GraphQLInputObjectType type, GivenInput given) {
    if (!(given instanceof GivenInput.Fields(Map<String, GivenInput> fields))) {
      return problem(field, "The field " + field + " takes an object.");
    }
    Optional<String> unknown =
        fields.keySet().stream().filter(name -> type.getField(name) == null).findFirst();
    if (unknown.isPresent()) {
      String known =
          type.getFields().stream()
              .map(GraphQLInputObjectField::getName)
              .collect(Collectors.joining(", "));
      return problem(
          unknown.get(), "There is no field " + unknown.get() + " here; there are " + known + ".");
    }
    return type.getFields().stream()
        .filter(each -> !each.hasSetDefaultValue() || fields.containsKey(each.getName()))
        .flatMap(
            each -> problem(each.getName(), each.getType(), fields.get(each.getName())).stream())
        .findFirst();
  }

  private static Optional<InputProblem> choice(
      String field, GraphQLEnumType type, GivenInput given) {
    boolean known =
        switch (given) {
          case GivenInput.Name(String name) -> type.getValue(name) != null;
          case GivenInput.Word(String name) -> type.getValue(name) != null;
          default -> false;
        };
    if (known) {
      return Optional.empty();
    }
    String allowed =
        type.getValues().stream()
            .map(GraphQLEnumValueDefinition::getName)
            .collect(Collectors.joining(", "));
    return problem(field, "The field " + field + " takes one of " + allowed + ".");
  }

  private static Optional<InputProblem> scalar(
      String field, GraphQLScalarType type, GivenInput given) {
    boolean fits =
        switch (type.getName()) {
          case "Boolean" -> given instanceof GivenInput.Flag;
          case "Int", "Long" -> given instanceof GivenInput.Numeral(boolean whole) && whole;
          case "ID" ->
              given instanceof GivenInput.Text
                  || given instanceof GivenInput.Word
                  || given instanceof GivenInput.Numeral;
          default -> given instanceof GivenInput.Text || given instanceof GivenInput.Word;
        };
    return fits
        ? Optional.empty()
        : problem(field, "The field " + field + " takes a value of type " + type.getName() + ".");
  }

  private static Optional<InputProblem> problem(String field, String message) {
    return Optional.of(new InputProblem(field, message));
  }
}
