package dev.waybill.simulation;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.log.Position;
import dev.waybill.storage.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What was asked of one export. */
final class ExportModel {
  private final Map<Long, ExportConfiguration> revisions = new TreeMap<>();
  private final List<Location> places = new ArrayList<>();
  ExportConfiguration configuration;
  Location location;

  /** How often a backup was restored: each time events may arrive again. */
  int restores;

  /** What the customer does when the next manifest is put, before its job is committed. */
  Optional<Runnable> atNextManifest = Optional.empty();

  /** Its integration was deleted, and it was attached to no other one since. */
  boolean detached;

  boolean deleted;
  Instant deletedAt = Instant.EPOCH;

  /** Deleted, and its stream has ended. */
  boolean ended;

  /** Where the log stood at the deletion: what lies below is delivered if no attempt fails. */
  Position endsBehind = Position.ZERO;

  ExportModel(ExportConfiguration configuration, Location location) {
    this.configuration = configuration;
    this.location = location;
    revisions.put(configuration.revision(), configuration);
    places.add(location);
  }

  void change(ExportConfiguration changed) {
    configuration = changed;
    revisions.put(changed.revision(), changed);
  }

  /** The stream of one that has no storage ends with that. */
  void delete(Position logEnd, Instant now) {
    deleted = true;
    deletedAt = now;
    endsBehind = logEnd;
    ended = detached;
  }

  void putsManifest() {
    Optional<Runnable> act = atNextManifest;
    atNextManifest = Optional.empty();
    act.ifPresent(Runnable::run);
  }

  /** A backup was restored that does not know it, or has it as deleted. */
  void forget(Instant now) {
    if (!deleted) {
      delete(Position.ZERO, now);
    }
    ended = true;
  }

  boolean ends() {
    return deleted && !ended;
  }

  void move(Location to) {
    location = to;
    places.add(to);
  }

  /** Where it is or was. */
  List<Location> placesSoFar() {
    return places;
  }

  String place() {
    return location.toString();
  }

  ExportConfiguration at(long revision) {
    ExportConfiguration found = revisions.get(revision);
    if (found == null) {
      throw new Violation(Promise.PINNED, "there is no revision " + revision);
    }
    return found;
  }
}
