package dev.waybill.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The waybill command. */
@Command(
    name = "waybill",
    mixinStandardHelpOptions = true,
    version = "waybill 0.1.0-SNAPSHOT",
    description = "Records audit events and delivers them, provably complete, to your customers.")
final class Main implements Runnable {

  private Main() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
