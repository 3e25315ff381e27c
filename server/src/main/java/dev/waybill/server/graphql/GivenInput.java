package dev.waybill.server.graphql;

import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A value as it was given, in the document or as a variable, in one form for both. */
sealed interface GivenInput {
  /** An input object. */
  record Fields(Map<String, GivenInput> values) implements GivenInput {}

  /** A list. */
  record Items(List<GivenInput> values) implements GivenInput {}

  /** A string in the document. */
  record Text() implements GivenInput {}

  /** What may be a string or the name of an enum's value. */
  record Word(String name) implements GivenInput {}

  /** The name of an enum's value in the document. */
  record Name(String name) implements GivenInput {}

  /** A number with or without fraction. */
  record Numeral(boolean whole) implements GivenInput {}

  /** True or false. */
  record Flag() implements GivenInput {}

  /** Null. */
  record Nothing() implements GivenInput {}

  /** A variable within a value of the document, which is looked at by itself. */
  record Elsewhere() implements GivenInput {}

  static GivenInput literal(Value<?> value) {
    return switch (value) {
      case ObjectValue object -> {
        Map<String, GivenInput> fields = new TreeMap<>();
        object
            .getObjectFields()
            .forEach(field -> fields.put(field.getName(), literal(field.getValue())));
        yield new Fields(fields);
      }
      case ArrayValue array ->
          new Items(array.getValues().stream().map(GivenInput::literal).toList());
      case StringValue _ -> new Text();
      case EnumValue constant -> new Name(constant.getName());
      case IntValue _ -> new Numeral(true);
      case FloatValue _ -> new Numeral(false);
      case BooleanValue _ -> new Flag();
      case NullValue _ -> new Nothing();
      default -> new Elsewhere();
    };
  }

  static GivenInput variable(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, GivenInput> fields = new TreeMap<>();
        map.forEach((name, each) -> fields.put(String.valueOf(name), variable(each)));
        yield new Fields(fields);
      }
      case List<?> list -> new Items(list.stream().map(GivenInput::variable).toList());
      case String word -> new Word(word);
      case Integer _ -> new Numeral(true);
      case Long _ -> new Numeral(true);
      case Number _ -> new Numeral(false);
      case Boolean _ -> new Flag();
      case null -> new Nothing();
      default -> new Elsewhere();
    };
  }
}
