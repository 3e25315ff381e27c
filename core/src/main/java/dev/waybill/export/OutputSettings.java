package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.format.Compression;

/**
 * The form of an export's objects; fixed when the configuration is created.
 *
 * @param serviceFields whether lines keep {@code receivedTime} and {@code eventKind}
 */
public record OutputSettings(Compression compression, Layout layout, boolean serviceFields) {
  public static final OutputSettings DEFAULT =
      new OutputSettings(Compression.GZIP, Layout.HIVE_HOURLY, true);

  public OutputSettings {
    requireNonNull(compression, "compression is null");
    requireNonNull(layout, "layout is null");
  }
}
