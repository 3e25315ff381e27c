package dev.waybill.server.graphql;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.OperationDefinition.Operation;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.VariableReference;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures what a document asks for, before anything of it is checked or done. Each fragment is
 * measured once and counted wherever it stands; what asks for it again and again costs as often,
 * which the library's own measure does not see.
 *
 * <p>What does not fit the schema is measured, too; that it does not is said by who checks it.
 */
final class RequestSize {
  private static final String PAGE_SIZE = "first";
  private static final String ITEMS_OF_PAGE = "nodes";
  private static final int LARGEST_PAGE = 100;

  /** A list of everything that a tenant has of a kind; and one within such a thing. */
  private static final int WHOLE_LIST = 100;

  private static final int INNER_LIST = 10;

  /** Enough to be refused, and far from what a sum could overflow with. */
  private static final long ENDLESS = 1L << 40;

  private final GraphQLSchema schema;
  private final Map<String, Object> variables;
  private final Map<String, FragmentDefinition> fragments;
  private final Map<String, Size> measured = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();

  RequestSize(GraphQLSchema schema, Document document, Map<String, Object> variables) {
    this.schema = schema;
    this.variables = variables;
    this.fragments =
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .collect(Collectors.toMap(FragmentDefinition::getName, each -> each, (a, _) -> a));
  }

  /**
   * How much a selection asks for.
   *
   * @param cost its fields, those within a list as often as the list is long
   * @param depth of fields within fields
   * @param width fields at its own level
   * @param repetition how often one field stands in one selection at most
   */
  record Size(long cost, int depth, long width, int repetition) {
    private static final Size NOTHING = new Size(0, 0, 0, 0);

    private Size plus(Size other) {
      return new Size(
          Math.min(ENDLESS, cost + other.cost),
          Math.max(depth, other.depth),
          Math.min(ENDLESS, width + other.width),
          Math.max(repetition, other.repetition));
    }
  }

  Size of(OperationDefinition operation) {
    Optional<GraphQLType> root =
        operation.getOperation() == Operation.MUTATION
            ? Optional.ofNullable(schema.getMutationType())
            : Optional.of(schema.getQueryType());
    return ofSelections(Optional.ofNullable(operation.getSelectionSet()), root);
  }

  private Size ofSelections(Optional<SelectionSet> selections, Optional<GraphQLType> parent) {
    Size sum = Size.NOTHING;
    Map<String, Integer> names = new HashMap<>();
    for (Selection<?> selection : selections.stream().flatMap(RequestSize::all).toList()) {
      sum = sum.plus(ofSelection(selection, parent));
      if (selection instanceof Field field) {
        names.merge(field.getName(), 1, Integer::sum);
      }
    }
    int repetition = names.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    return sum.plus(new Size(0, 0, 0, repetition));
  }

  private static Stream<Selection<?>> all(SelectionSet selections) {
    return selections.getSelections().stream().map(each -> (Selection<?>) each);
  }

  private Size ofSelection(Selection<?> selection, Optional<GraphQLType> parent) {
    return switch (selection) {
      case Field field -> ofField(field, parent);
      case InlineFragment inline ->
          ofSelections(
              Optional.ofNullable(inline.getSelectionSet()),
              Optional.ofNullable(inline.getTypeCondition()).flatMap(this::type).or(() -> parent));
      case FragmentSpread spread -> ofFragment(spread.getName());
      default -> Size.NOTHING;
    };
  }

  /** One that contains itself is refused later, and so is one that is missing. */
  private Size ofFragment(String name) {
    @Nullable Size known = measured.get(name);
    @Nullable FragmentDefinition fragment = fragments.get(name);
    if (known != null) {
      return known;
    }
    if (fragment == null || !underWay.add(name)) {
      return Size.NOTHING;
    }
    Size size =
        ofSelections(
            Optional.ofNullable(fragment.getSelectionSet()), type(fragment.getTypeCondition()));
    underWay.remove(name);
    measured.put(name, size);
    return size;
  }

  private Optional<GraphQLType> type(TypeName name) {
    return Optional.ofNullable(schema.getType(name.getName()));
  }

  private Size ofField(Field field, Optional<GraphQLType> parent) {
    Optional<GraphQLFieldDefinition> definition =
        parent
            .filter(GraphQLFieldsContainer.class::isInstance)
            .map(GraphQLFieldsContainer.class::cast)
            .flatMap(type -> Optional.ofNullable(type.getFieldDefinition(field.getName())));
    Size within =
        ofSelections(
            Optional.ofNullable(field.getSelectionSet()),
            definition.map(found -> GraphQLTypeUtil.unwrapAll(found.getType())));
    boolean atTheRoot = parent.filter(schema.getQueryType()::equals).isPresent();
    long length = definition.map(found -> length(field, found, atTheRoot)).orElse(1);
    return new Size(
        Math.min(ENDLESS, 1 + length * within.cost()), 1 + within.depth(), 1, within.repetition());
  }

  /** How often what is within the field is to be found. */
  private int length(Field field, GraphQLFieldDefinition definition, boolean atTheRoot) {
    if (definition.getArgument(PAGE_SIZE) != null) {
      return pageSize(field);
    }
    boolean list = GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(definition.getType()));
    if (!list || field.getName().equals(ITEMS_OF_PAGE)) {
      return 1; // the items were counted with their page
    }
    return atTheRoot ? WHOLE_LIST : INNER_LIST;
  }

  private int pageSize(Field field) {
    Optional<BigInteger> asked =
        field.getArguments().stream()
            .filter(argument -> argument.getName().equals(PAGE_SIZE))
            .findFirst()
            .flatMap(this::number);
    return asked
        .map(
            size ->
                Math.clamp(size.min(BigInteger.valueOf(LARGEST_PAGE)).longValue(), 1, LARGEST_PAGE))
        .orElse(LARGEST_PAGE);
  }

  private Optional<BigInteger> number(Argument argument) {
    return switch (argument.getValue()) {
      case IntValue literal -> Optional.of(literal.getValue());
      case VariableReference reference ->
          variables.get(reference.getName()) instanceof Integer given
              ? Optional.of(BigInteger.valueOf(given))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
