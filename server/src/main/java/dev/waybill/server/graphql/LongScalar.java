package dev.waybill.server.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.CoercingSerializeException;
import graphql.schema.GraphQLScalarType;
import java.math.BigInteger;
import java.util.Locale;

/** Whole numbers of 64 bits, for counts and bytes that outgrow GraphQL's 32. */
final class LongScalar implements Coercing<Long, Long> {
  static final GraphQLScalarType TYPE =
      GraphQLScalarType.newScalar().name("Long").coercing(new LongScalar()).build();

  private LongScalar() {}

  @Override
  public Long serialize(Object value, GraphQLContext context, Locale locale) {
    if (value instanceof Long number) {
      return number;
    }
    throw new CoercingSerializeException("not a Long: " + value.getClass());
  }

  @Override
  public Long parseValue(Object value, GraphQLContext context, Locale locale) {
    return switch (value) {
      case Integer number -> number.longValue();
      case Long number -> number;
      default -> throw new CoercingParseValueException("expected a whole number of 64 bits");
    };
  }

  @Override
  public Long parseLiteral(
      Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
    if (value instanceof IntValue number && number.getValue().bitLength() < Long.SIZE) {
      return number.getValue().longValue();
    }
    throw new CoercingParseLiteralException("expected a whole number of 64 bits");
  }

  @Override
  public Value<?> valueToLiteral(Object value, GraphQLContext context, Locale locale) {
    return value instanceof Long number
        ? new IntValue(BigInteger.valueOf(number))
        : new StringValue(value.toString());
  }
}
