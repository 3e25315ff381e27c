package dev.waybill.simulation;

import java.util.Optional;

/** Runs histories without a test framework: {@code Simulate <first seed> <how many>}. */
final class Simulate {
  private Simulate() {}

  public static void main(String[] arguments) throws InterruptedException {
    Histories histories = new Histories(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
    Optional<String> failure = histories.run();
    System.out.println(failure.orElseGet(histories::toString));
    System.exit(failure.isEmpty() ? 0 : 1);
  }
}
