package dev.waybill.format;

/** How the lines of an object are compressed; the ending of its name tells. */
public enum Compression {
  GZIP(".gz"),
  ZSTD(".zst"),
  NONE("");

  private final String ending;

  Compression(String ending) {
    this.ending = ending;
  }

  public String ending() {
    return ending;
  }
}
