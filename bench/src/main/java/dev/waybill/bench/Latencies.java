package dev.waybill.bench;

import java.util.Collection;

/** How long equal requests took. */
final class Latencies {
  private final long[] nanos;

  Latencies(Collection<Long> nanos) {
    this.nanos = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  static String header() {
    return "%9s %9s %9s".formatted("p50 ms", "p95 ms", "max ms");
  }

  int count() {
    return nanos.length;
  }

  double median() {
    return nanos[nanos.length / 2] / 1e6;
  }

  double p95() {
    return nanos[(int) Math.ceil(nanos.length * 0.95) - 1] / 1e6;
  }

  private double max() {
    return nanos[nanos.length - 1] / 1e6;
  }

  @Override
  public String toString() {
    return "%9.1f %9.1f %9.1f".formatted(median(), p95(), max());
  }
}
