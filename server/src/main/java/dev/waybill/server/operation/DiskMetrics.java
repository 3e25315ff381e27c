package dev.waybill.server.operation;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much room the data takes and how much is left. */
public final class DiskMetrics implements MeterBinder {
  private final Path data;
  private final Path log;

  /**
   * Measures these.
   *
   * @param data the data directory
   * @param log the folder of the event log in it
   */
  public DiskMetrics(Path data, Path log) {
    this.data = requireNonNull(data, "data is null");
    this.log = requireNonNull(log, "log is null");
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("waybill.disk.free.ratio", this, DiskMetrics::freeRatio)
        .description("The share of the data directory's disk that is free")
        .register(registry);
    Gauge.builder("waybill.log.bytes", this, DiskMetrics::logBytes)
        .description("Bytes of the event log's files")
        .register(registry);
  }

  private double freeRatio() {
    File disk = data.toFile();
    long total = disk.getTotalSpace();
    return total == 0 ? Double.NaN : (double) disk.getUsableSpace() / total;
  }

  /** Files may go while they are counted; then the next look sees them right. */
  private double logBytes() {
    try (Stream<Path> files = Files.list(log)) {
      return files.mapToDouble(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
