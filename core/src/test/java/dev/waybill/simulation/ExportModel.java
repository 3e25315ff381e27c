package dev.waybill.simulation;

import dev.waybill.export.Delivery;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobId;
import dev.waybill.export.PinnedSettings;
import dev.waybill.export.Stream;
import dev.waybill.log.Range;
import dev.waybill.storage.Location;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must be true of one export, told by what was asked for and what was committed. */
final class ExportModel {
  private final Map<Long, ExportConfiguration> revisions = new TreeMap<>();
  final Stream start;
  final Map<JobId, PinnedSettings> pinned = new HashMap<>();
  final List<Committed> committed = new ArrayList<>();
  private final List<Location> places = new ArrayList<>();
  ExportConfiguration configuration;
  Location location;
  boolean deleted;

  /** The latest time through which a job of it was planned to deliver. */
  long promisedThrough;

  /**
   * A job that counts as delivered.
   *
   * @param held what retention left of its range; what lies before it has expired
   */
  record Committed(
      ExportJob job, PinnedSettings settings, Delivery delivery, String place, Range held) {}

  ExportModel(ExportConfiguration configuration, Stream start, Location location) {
    this.configuration = configuration;
    this.start = start;
    this.location = location;
    this.promisedThrough = start.receivedThrough();
    revisions.put(configuration.revision(), configuration);
    places.add(location);
  }

  void change(ExportConfiguration changed) {
    configuration = changed;
    revisions.put(changed.revision(), changed);
  }

  void move(Location to) {
    location = to;
    places.add(to);
  }

  void commit(ExportJob job, PinnedSettings settings, Delivery delivery, String place, Range held) {
    committed.add(new Committed(job, settings, delivery, place, held));
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

  /** The first position that no committed job covers. */
  long cursor() {
    return committed.isEmpty()
        ? start.cursor().value()
        : committed.getLast().job().range().to().value();
  }

  long through() {
    return committed.isEmpty()
        ? start.receivedThrough()
        : committed.getLast().job().receivedThrough();
  }

  long nextSequence() {
    return start.nextSequence() + committed.size();
  }

  long nextOrdinal() {
    return start.nextOrdinal() + committed.stream().mapToLong(job -> job.delivery().events()).sum();
  }
}
