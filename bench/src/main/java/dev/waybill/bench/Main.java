package dev.waybill.bench;

import java.util.Arrays;
import java.util.List;

/** Runs the benchmark that its first argument names. */
final class Main {
  private static final String USAGE =
      """
      Usage: waybill bench BENCHMARK [ARGUMENTS]
        ingest [EVENTS]     events over HTTP into a durable log, beside a bare RocksDB append
        export [GIGABYTES]  a backlog into objects, beside gzip -6 over the same bytes
        schedule [IDLE DUE] an hour of 100,000 exports without events, and 10,000 due at one tick
        pages [EVENTS EXPORTS] each page of the portal of a tenant with 1,000 exports and 10,000,000 events
        search [EVENTS]     look-ups over HTTP in a log of 10,000,000 events of one tenant
        verify [GIGABYTES]  a folder of objects, beside gzip -dc | sha256sum
        micro [JMH OPTIONS] the event reader and the encoders alone (JMH)
      """;

  private Main() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.err.print(USAGE);
      System.exit(2);
    }
    List<String> rest = Arrays.asList(args).subList(1, args.length);
    switch (args[0]) {
      case "ingest" -> IngestBench.run(rest.isEmpty() ? 2_000_000 : Integer.parseInt(rest.get(0)));
      case "export" -> ExportBench.run(rest.isEmpty() ? 1.0 : Double.parseDouble(rest.get(0)));
      case "schedule" ->
          ScheduleBench.run(
              rest.size() < 2 ? 100_000 : Integer.parseInt(rest.get(0)),
              rest.size() < 2 ? 10_000 : Integer.parseInt(rest.get(1)));
      case "pages" ->
          PagesBench.run(
              rest.size() < 2 ? 10_000_000 : Integer.parseInt(rest.get(0)),
              rest.size() < 2 ? 1_000 : Integer.parseInt(rest.get(1)));
      case "search" -> SearchBench.run(rest.isEmpty() ? 10_000_000 : Integer.parseInt(rest.get(0)));
      case "verify" -> VerifyBench.run(rest.isEmpty() ? 1.0 : Double.parseDouble(rest.get(0)));
      case "micro" -> org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
      default -> {
        System.err.println("There is no benchmark '" + args[0] + "'.");
        System.err.print(USAGE);
        System.exit(2);
      }
    }
  }
}
