package dev.waybill.export;

import dev.waybill.log.Position;
import java.time.Instant;
import java.util.Optional;

/** A configuration of {@link InMemoryExportLedger}, with its regular stream. */
final class ConfigurationRow {
  final Stream start;
  ExportConfiguration configuration;
  Stream stream;
  Instant nextDue;
  Optional<Instant> deletedAt = Optional.empty();
  private Optional<Position> end = Optional.empty();
  private boolean ended;

  ConfigurationRow(ExportConfiguration configuration, Stream stream, Instant nextDue) {
    this.configuration = configuration;
    this.start = stream;
    this.stream = stream;
    this.nextDue = nextDue;
  }

  boolean exists() {
    return deletedAt.isEmpty();
  }

  boolean ends() {
    return deletedAt.isPresent() && !ended;
  }

  boolean isDue(Instant now) {
    return ends()
        || (exists()
            && configuration.enabled()
            && (!nextDue.isAfter(now) || stream.lastTick().isAfter(now)));
  }

  void delete(Instant now) {
    deletedAt = Optional.of(now);
    nextDue = now;
  }

  /** The end stays where it was first set. */
  void endAt(Position position) {
    end = end.or(() -> Optional.of(position));
  }

  boolean isAtItsEnd() {
    return ends() && end.filter(each -> stream.cursor().compareTo(each) >= 0).isPresent();
  }

  void end() {
    ended = true;
  }
}
