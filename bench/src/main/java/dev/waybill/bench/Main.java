package dev.waybill.bench;

/** Runs the benchmark that its first argument names. */
final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.err.println("No benchmarks yet.");
    System.exit(2);
  }
}
