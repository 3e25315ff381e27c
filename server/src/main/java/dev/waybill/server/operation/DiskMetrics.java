package dev.waybill.server.operation;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.File;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** How much room the data takes and how much is left. */
public final class DiskMetrics implements MeterBinder {
  private final Path data;
  private final LongSupplier logBytes;

  /**
   * Measures these.
   *
   * @param data the data directory
   * @param logBytes bytes of the event log's files
   */
  public DiskMetrics(Path data, LongSupplier logBytes) {
    this.data = requireNonNull(data, "data is null");
    this.logBytes = requireNonNull(logBytes, "logBytes is null");
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

  /** The share of the data directory's disk that is free; not a number if it cannot be told. */
  public double freeRatio() {
    File disk = data.toFile();
    long total = disk.getTotalSpace();
    return total == 0 ? Double.NaN : (double) disk.getUsableSpace() / total;
  }

  /** Bytes of the event log's files. */
  public long logBytes() {
    return logBytes.getAsLong();
  }
}
