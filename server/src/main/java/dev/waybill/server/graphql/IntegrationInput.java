package dev.waybill.server.graphql;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.exports.DestinationTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@code data} of a mutation of a storage integration; the schema has checked the types. */
final class IntegrationInput {
  private static final Map<String, Function<Input, DestinationTarget>> KINDS =
      Map.of(
          "s3AccessKey", Input::s3Target,
          "s3AssumedRole", Input::s3RoleTarget,
          "directory", Input::directoryTarget);

  private final Map<String, @Nullable Object> data;

  IntegrationInput(Map<String, @Nullable Object> data) {
    this.data = data;
  }

  Optional<String> name() {
    return value("name").map(String.class::cast);
  }

  Optional<Long> revision() {
    return value("revision").map(Long.class::cast);
  }

  boolean draft() {
    return value("draft").map(Boolean.class::cast).orElse(false);
  }

  /** The only destination; empty if there is none. */
  Optional<DestinationTarget> destination() {
    List<DestinationTarget> given = new ArrayList<>();
    KINDS.forEach(
        (field, kind) ->
            value(field).ifPresent(fields -> given.add(kind.apply(new Input(object(fields))))));
    if (given.size() > 1) {
      throw new InvalidInput(
          "data", "Give one destination: s3AccessKey, s3AssumedRole or directory.");
    }
    return given.stream().findFirst();
  }

  /** Its names are those of the schema. */
  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> object(Object fields) {
    return (Map<String, @Nullable Object>) fields;
  }

  private Optional<Object> value(String field) {
    return Optional.ofNullable(data.get(field));
  }
}
