package dev.waybill.bench;

import dev.waybill.tenant.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Each page of the portal, of a tenant with many exports and a large log. */
final class PagesBench {
  /** A share of the exports, whose destination does not answer. */
  private static final int FAILING = 10;

  /**
   * How much there is, and is asked for.
   *
   * @param tenants others beside the one with the exports
   * @param hours for which the exports have delivered
   * @param times how often each page is asked for
   */
  record Size(int events, int exports, int tenants, int hours, int times) {}

  private final Random random = new Random(1);
  private final Map<String, Visits> visits = new LinkedHashMap<>();

  /** The requests for one page. */
  private static final class Visits {
    private final List<Long> nanos = new ArrayList<>();
    private int bytes;

    void add(PortalSession.Answer answer) {
      nanos.add(answer.nanos());
      bytes = Math.max(bytes, answer.bytes());
    }
  }

  private record Visit(PortalSession session, PortalPage page) {}

  private PagesBench() {}

  static void run(int events, int exports) throws Exception {
    run(new Size(events, exports, 200, 24, 200));
  }

  static void run(Size size) throws Exception {
    Path folder = Files.createTempDirectory("waybill-bench");
    try (var s3 = new DiscardingS3()) {
      System.out.println("pages: " + Machine.describe());
      Path data = folder.resolve("data");
      int failing = Math.max(1, size.exports() / FAILING);
      PastDeliveries.make(
          data,
          new TenantId(Api.TENANT),
          size.exports() - failing,
          size.tenants(),
          size.hours(),
          s3.address());
      try (var server = ServerProcess.start(data, folder.resolve("exports"), List.of());
          var api = new Api(server.address(), server.operatorKey())) {
        String key = api.key("INGEST", "READ", "AUDIT");
        Senders.send(server, key, size.events());
        System.out.printf(
            "%,d exports that have delivered for %d hours, %,d events; server's memory %,d MB%n",
            size.exports(), size.hours(), size.events(), server.memory() / 1_000_000);
        try (var search = new SearchClient(server.address(), key);
            var person = new PortalSession(server.address(), key);
            var operator =
                new PortalSession(
                    server.address(), api.operatorsKey("OPERATOR", "READ", "AUDIT"))) {
          PortalData found = PortalData.of(api, search, key);
          PortalData.addFailing(api, key, failing);
          double login = measure(found, person, operator, size.times());
          search(found, search, person, size.times(), login);
        }
        System.out.printf(
            "server's memory %,d MB, at most %,d MB%n",
            server.memory() / 1_000_000, server.peakMemory() / 1_000_000);
      }
    } finally {
      IngestBench.delete(folder);
    }
  }

  /**
   * The pages in random order, as people come; the first rounds warm the server up.
   *
   * @return the median of the page beside which the others stand, in milliseconds
   */
  private static double measure(
      PortalData data, PortalSession person, PortalSession operator, int times) throws Exception {
    List<Visit> round = new ArrayList<>();
    PortalPage.ofTenant(data).forEach(page -> round.add(new Visit(person, page)));
    PortalPage.ofOperators().forEach(page -> round.add(new Visit(operator, page)));
    new PagesBench().visit(round, times / 2);
    var measured = new PagesBench();
    measured.visit(round, times);
    System.out.println("pages:");
    double reference = measured.latencies(PortalPage.REFERENCE).median();
    measured.print(reference);
    return reference;
  }

  private static void search(
      PortalData data, SearchClient search, PortalSession person, int times, double reference)
      throws Exception {
    List<Visit> round =
        PortalPage.ofSearch(data).stream().map(page -> new Visit(person, page)).toList();
    var measured = new PagesBench();
    measured.visit(round, times);
    System.out.println("pages that look through as much of the log as one request may:");
    measured.print(reference);
    SearchClient.Search done = search.follow("text=nowhere-to-be-found", Integer.MAX_VALUE);
    System.out.printf(
        "a word that occurs nowhere, to the end: %s  %d requests, %d found%n",
        done.latencies(), done.latencies().count(), done.found());
  }

  private void visit(List<Visit> round, int times) throws Exception {
    round.forEach(visit -> asked(visit.page().name())); // in the order of the list
    List<Visit> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.addAll(round);
    }
    Collections.shuffle(all, random);
    for (Visit visit : all) {
      List<String> paths = visit.page().paths();
      String path = paths.get(random.nextInt(paths.size()));
      asked(visit.page().name()).add(visit.session().get(path));
    }
  }

  /** Beside the page that shows no data: to render any page at all takes as long. */
  private void print(double reference) {
    System.out.printf("%-32s %s %10s %9s%n", "", Latencies.header(), "bytes", "of login");
    visits.forEach(
        (name, asked) -> {
          var latencies = new Latencies(asked.nanos);
          System.out.printf(
              "%-32s %s %,10d %9.1f%n",
              name, latencies, asked.bytes, latencies.median() / reference);
        });
    String slowest =
        Collections.max(visits.keySet(), Comparator.comparingDouble(name -> latencies(name).p95()));
    System.out.printf("slowest: %s, p95 %.1f ms%n", slowest, latencies(slowest).p95());
  }

  private Latencies latencies(String page) {
    return new Latencies(asked(page).nanos);
  }

  private Visits asked(String page) {
    return visits.computeIfAbsent(page, _ -> new Visits());
  }
}
