package dev.waybill.cli.verify;

import dev.waybill.manifest.KeyId;
import dev.waybill.verify.Code;
import dev.waybill.verify.JobSpan;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Report;
import dev.waybill.verify.StreamReport;
import dev.waybill.verify.Trust.BucketKeys;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** For people: of each code the first few observations, and the verdict last. */
final class TextOutput implements VerifyOutput {
  private static final int MOST_OF_A_CODE = 20;

  private final PrintWriter out;
  private final String place;
  private final Map<Code, List<Observation>> observations = new EnumMap<>(Code.class);

  TextOutput(PrintWriter out, String place) {
    this.out = out;
    this.place = place;
  }

  @Override
  public void observed(Observation observation) {
    List<Observation> some =
        observations.computeIfAbsent(observation.code(), code -> new ArrayList<>());
    if (some.size() < MOST_OF_A_CODE) {
      some.add(observation);
    }
  }

  @Override
  public void end(Report report) {
    report.streams().forEach(stream -> stream(stream, report.verified()));
    observations.forEach((code, some) -> observations(code, some, report));
    if (report.trust().bucketKeys() == BucketKeys.TRUSTED) {
      out.println(
          "The keys were taken from the place itself: this proof is only as good as the place.");
    }
    for (KeyId key : report.unknownRevoked()) {
      out.println("No document names the key " + key + ", which is revoked: is it the right one?");
    }
    String unchecked = VerifyOutput.unchecked(report);
    if (!unchecked.isEmpty()) {
      out.println(unchecked);
    }
    if (!report.whollyRead()) {
      out.println(
          "Not wholly read: "
              + counted(report.count(Code.Severity.ERROR), "object")
              + " could not be read, so there may be more findings.");
    }
    long notes = report.count(Code.Severity.NOTE);
    String counts =
        counted(report.count(Code.Severity.FINDING), "finding")
            + ", "
            + counted(report.count(Code.Severity.WARNING), "warning")
            + (notes == 0 ? "" : ", " + counted(notes, "note"));
    out.println(
        (report.verified() ? "Verified: " : "NOT verified: ")
            + printable(place)
            + ", "
            + counts
            + ".");
  }

  private void stream(StreamReport stream, boolean verified) {
    String tenant = stream.tenant().map(id -> " of tenant " + id).orElse("");
    out.println("Stream " + stream.stream() + tenant);
    String jobs = stream.jobs().isEmpty() ? "no jobs" : "jobs " + spans(stream.jobs());
    out.println(
        "  "
            + jobs
            + ", "
            + counted(stream.objects(), "object")
            + ", "
            + counted(stream.events(), "event"));
    if (!stream.elsewhere().isEmpty()) {
      out.println(
          "  jobs " + spans(stream.elsewhere()) + " are at other places: verify those, too");
    }
    stream
        .completeThrough()
        .ifPresent(
            through ->
                out.println(
                    (verified ? "  complete through " : "  reaches ")
                        + through
                        + ", job "
                        + stream.jobs().getLast().to()
                        + (stream.elsewhere().isEmpty() ? "" : " (of the jobs here)")));
    out.println();
  }

  private void observations(Code code, List<Observation> some, Report report) {
    for (Observation observation : some) {
      out.println(code.severity() + " " + code + " " + printable(observation.object()));
      out.println("  expected " + printable(observation.expected()));
      out.println("  found    " + printable(observation.found()));
    }
    long more = report.counts().getOrDefault(code, 0L) - some.size();
    if (more > 0) {
      out.println("  ... and " + more + " more of " + code + "; '-o json' lists all");
    }
    out.println();
  }

  private static String spans(List<JobSpan> spans) {
    return spans.stream().map(JobSpan::toString).collect(Collectors.joining(", "));
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** Names at the place are anybody's. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}\\x{80}-\\x{9f}\\x{2028}\\x{2029}]", "?");
  }
}
