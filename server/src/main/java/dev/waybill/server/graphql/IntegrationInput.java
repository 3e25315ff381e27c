package dev.waybill.server.graphql;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.DestinationTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code data} of a mutation of a storage integration; the schema has checked the types. */
final class IntegrationInput {
  private static final String KINDS =
      Arrays.stream(DestinationKind.values())
          .map(DestinationKind::field)
          .collect(Collectors.joining(", "));

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
    List<DestinationTarget> given =
        Arrays.stream(DestinationKind.values())
            .flatMap(
                kind ->
                    value(kind.field()).stream()
                        .map(fields -> target(kind, new Input(object(fields)))))
            .toList();
    if (given.size() > 1) {
      throw new InvalidInput("data", "Give one destination, of these: " + KINDS + ".");
    }
    return given.stream().findFirst();
  }

  /**
   * The only destination.
   *
   * @throws InvalidInput if there is none
   */
  DestinationTarget requiredDestination() {
    return destination()
        .orElseThrow(
            () ->
                new InvalidInput(
                    "data",
                    "The destination is missing: give one of "
                        + KINDS
                        + "; a new integration may instead be a draft."));
  }

  private static DestinationTarget target(DestinationKind kind, Input fields) {
    return switch (kind) {
      case S3_ACCESS_KEY -> fields.s3Target();
      case S3_ASSUMED_ROLE -> fields.s3RoleTarget();
      case ADLS_SAS_TOKEN -> fields.azureSasTarget();
      case ADLS_ENTRA_APP -> fields.azureAppTarget();
      case GCS -> fields.gcsTarget();
      case GCS_SERVICE_ACCOUNT_KEY -> fields.gcsKeyTarget();
      case DIRECTORY -> fields.directoryTarget();
    };
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
