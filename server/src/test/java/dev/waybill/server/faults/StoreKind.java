package dev.waybill.server.faults;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** The kinds of stores that faults are tried with. */
enum StoreKind {
  S3(45),
  AZURE(20),
  GCS(20),
  DIRECTORY(15);

  private static final String CHOSEN = System.getProperty("faults.store", "");

  private final int share;

  StoreKind(int share) {
    this.share = share;
  }

  /** Those that are asked for: one by {@code -Dfaults.store}, else all. */
  static List<StoreKind> chosen() {
    return CHOSEN.isEmpty() ? List.of(values()) : List.of(valueOf(CHOSEN.toUpperCase(Locale.ROOT)));
  }

  /** How many of all rounds fall to this kind; most to what most customers have. */
  int of(int rounds) {
    int shares = chosen().stream().mapToInt(kind -> kind.share).sum();
    return Math.max(1, Math.round((float) rounds * share / shares));
  }

  StoreUnderTest start(SmallDisk disk) throws IOException {
    return switch (this) {
      case S3 -> new S3UnderTest();
      case AZURE -> new AzureUnderTest();
      case GCS -> new GcsUnderTest();
      case DIRECTORY -> new DirectoryUnderTest(disk);
    };
  }
}
