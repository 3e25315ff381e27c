package dev.waybill.cli.verify;

import dev.waybill.verify.Observation;
import dev.waybill.verify.Report;

/** Prints what a verification finds. */
sealed interface VerifyOutput permits TextOutput, JsonOutput {
  void observed(Observation observation);

  void end(Report report);

  /** What nobody asked, so that nobody takes it for proven. */
  static String unchecked(Report report) {
    boolean through = report.expectations().through().isPresent();
    boolean streams = !report.expectations().streams().isEmpty();
    if (through && streams) {
      return "";
    }
    if (through) {
      return "Not checked: whether whole streams were removed; --stream says which must be here.";
    }
    if (streams) {
      return "Not checked: whether the ends of streams were removed; --expect-through or --max-age"
          + " says how far they must reach.";
    }
    return "Not checked: whether the ends of streams, or whole streams, were removed; that can only"
        + " be seen with --expect-through or --max-age, and --stream.";
  }
}
