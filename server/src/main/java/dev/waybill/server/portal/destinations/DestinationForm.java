package dev.waybill.server.portal.destinations;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.exports.AzureAppTarget;
import dev.waybill.server.exports.AzurePlace;
import dev.waybill.server.exports.AzureSasTarget;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.exports.DestinationTarget;
import dev.waybill.server.exports.DirectoryTarget;
import dev.waybill.server.exports.GcsKeyTarget;
import dev.waybill.server.exports.GcsPlace;
import dev.waybill.server.exports.GcsTarget;
import dev.waybill.server.exports.S3OptionsAsked;
import dev.waybill.server.exports.S3Place;
import dev.waybill.server.exports.S3RoleTarget;
import dev.waybill.server.exports.S3Target;
import dev.waybill.server.portal.destinations.FormField.Need;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The form about destinations of one kind, and what the API calls what is put into it. */
public final class DestinationForm {
  private final DestinationKind kind;
  private final List<FormField> place;
  private final List<FormField> access;

  /**
   * @param roots below which directory exports may lie
   */
  public DestinationForm(DestinationKind kind, List<String> roots) {
    this.kind = requireNonNull(kind, "kind is null");
    this.place = DestinationFields.place(kind, roots);
    this.access = DestinationFields.access(kind);
  }

  public DestinationKind kind() {
    return kind;
  }

  /** Whether the fields of the place were in the form, be they empty. */
  public boolean hasPlace(SentForm sent) {
    return sent.hasAny(place);
  }

  /** The fields that say where, and what the documents need. */
  public List<ShownField> place(SentForm sent, Optional<InvalidInput> problem) {
    return shown(place.stream(), name -> sent.text(name).orElse(""), problem, false);
  }

  /** The fields that say how to get in there. */
  public List<ShownField> access(SentForm sent, Optional<InvalidInput> problem) {
    return shown(access.stream(), name -> sent.text(name).orElse(""), problem, false);
  }

  /**
   * The fields of a destination that exists; a secret that is left empty is kept.
   *
   * @param value what is in a field
   */
  public List<ShownField> change(Function<String, String> value, Optional<InvalidInput> problem) {
    return shown(
        Stream.concat(place.stream().filter(it -> it.need() != Need.FOR_SETUP), access.stream()),
        value,
        problem,
        true);
  }

  /** Whether one of the form's fields is the one that is complained of. */
  public boolean shows(InvalidInput problem) {
    return Stream.concat(place.stream(), access.stream())
        .anyMatch(field -> is(field, problem.field()));
  }

  /** The destination as asked for; not yet checked. */
  public DestinationTarget target(SentForm sent) {
    return switch (kind) {
      case S3_ACCESS_KEY ->
          new S3Target(s3(sent), sent.text("accessKeyId"), sent.text("secretAccessKey"));
      case S3_ASSUMED_ROLE -> new S3RoleTarget(s3(sent), sent.text("roleArn"));
      case ADLS_SAS_TOKEN -> new AzureSasTarget(azure(sent), sent.text("sasToken"));
      case ADLS_ENTRA_APP -> new AzureAppTarget(azure(sent), sent.text("entraTenantId"));
      case GCS -> new GcsTarget(gcs(sent));
      case GCS_SERVICE_ACCOUNT_KEY -> new GcsKeyTarget(gcs(sent), sent.text("serviceAccountKey"));
      case DIRECTORY -> new DirectoryTarget(sent.text("root"), sent.sent("path"));
    };
  }

  private static S3Place s3(SentForm sent) {
    return new S3Place(
        Optional.empty(),
        sent.text("bucket"),
        sent.sent("path"),
        sent.text("region"),
        sent.text("endpoint"),
        Optional.empty(),
        new S3OptionsAsked(
            Optional.empty(),
            sent.text("kmsKeyArn"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static AzurePlace azure(SentForm sent) {
    return new AzurePlace(
        Optional.empty(), sent.text("storageAccount"), sent.text("fileSystem"), sent.sent("path"));
  }

  private static GcsPlace gcs(SentForm sent) {
    return new GcsPlace(Optional.empty(), sent.text("bucket"), sent.sent("path"));
  }

  private static List<ShownField> shown(
      Stream<FormField> fields,
      Function<String, String> value,
      Optional<InvalidInput> problem,
      boolean keeps) {
    return fields
        .map(
            field ->
                ShownField.of(
                    field,
                    value.apply(field.name()),
                    problem
                        .filter(it -> is(field, it.field()))
                        .map(InvalidInput::getMessage)
                        .orElse(""),
                    keeps))
        .toList();
  }

  /** The API has another name for the key of a bucket when it is to be used. */
  private static boolean is(FormField field, String named) {
    return field.name().equals(named.equals("kmsKeyId") ? "kmsKeyArn" : named);
  }
}
