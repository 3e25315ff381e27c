package dev.waybill.stores.gcs.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.GcsLocation;
import dev.waybill.stores.setup.NewPlace;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known about a bucket before anything is set up there.
 *
 * @param project that of the bucket, to which the role belongs; empty: that of the script's user
 * @param location where the bucket is to be; needed to create it
 * @param creation empty if the bucket exists
 */
public record GcsSetup(
    GcsLocation place,
    Optional<String> project,
    Member member,
    Optional<String> location,
    Optional<NewPlace> creation) {
  private static final Pattern PROJECT = Pattern.compile("[a-z][a-z0-9-]{4,28}[a-z0-9]");
  private static final Pattern LOCATION = Pattern.compile("[A-Za-z0-9-]{1,63}");

  /**
   * @throws InvalidInput if a part is missing or cannot be
   */
  public GcsSetup {
    requireNonNull(place, "place is null");
    requireNonNull(member, "member is null");
    requireNonNull(creation, "creation is null");
    if (project.filter(id -> !PROJECT.matcher(id).matches()).isPresent()) {
      throw new InvalidInput(
          "project",
          "A project's id has 6 to 30 lower-case letters, digits and '-'; it begins with a letter"
              + " and does not end with '-'.");
    }
    if (location.filter(name -> !LOCATION.matcher(name).matches()).isPresent()) {
      throw new InvalidInput("location", "A location is a name such as europe-west3 or EU.");
    }
    if (creation.isPresent() && location.isEmpty()) {
      throw new InvalidInput("location", "Say in which location the bucket is to be created.");
    }
  }

  /** The start of the names of all that is put; empty without a path. */
  String prefix() {
    return place.path().value().isEmpty() ? "" : place.path() + "/";
  }
}
