package dev.waybill.cli.verify;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.cli.client.Progress;
import dev.waybill.verify.BucketReader;
import dev.waybill.verify.Code;
import dev.waybill.verify.Expectations;
import dev.waybill.verify.Observation;
import dev.waybill.verify.Report;
import dev.waybill.verify.Trust;
import dev.waybill.verify.Verification;
import dev.waybill.verify.VerificationListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies what exports delivered, and asks no server. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Proves that what exports delivered to a bucket or folder is complete, unaltered and without"
          + " additions.",
      "It reads the place with your own credentials, and needs nothing else of the service but its"
          + " public keys: get them once from https://<service>/.well-known/jwks.json."
    },
    footer = {"", "Exit codes: 0 verified, 1 could not read, 2 wrong usage, 4 not verified."})
public final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TrustOptions trust = new TrustOptions();
  @Mixin private ExpectationOptions expectations = new ExpectationOptions();
  @Mixin private PlaceOptions places = new PlaceOptions();

  @Parameters(
      paramLabel = "PLACE",
      description =
          "s3://BUCKET/PATH, gs://BUCKET/PATH, azure://ACCOUNT/CONTAINER/PATH, or a directory; the"
              + " folder that holds 'events'.")
  private String place = "";

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Form form = Form.TEXT;

  /** For people, or for programs. */
  enum Form {
    TEXT,
    JSON
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Trust trusted = trust.trust();
    Expectations expected = expectations.expectations();
    try (BucketReader reader = places.open(place)) {
      VerifyOutput output =
          switch (form) {
            case TEXT -> new TextOutput(out, place);
            case JSON -> new JsonOutput(out, place);
          };
      Report report = verify(reader, trusted, expected, output);
      output.end(report);
      out.flush();
      return exitCode(report);
    } catch (IOException e) {
      out.flush();
      throw new CommandFailure("Cannot verify: " + TextOutput.printable(Observation.said(e)));
    }
  }

  private static int exitCode(Report report) {
    if (report.count(Code.Severity.FINDING) > 0) {
      return CommandFailure.NOT_VERIFIED;
    }
    return report.verified() ? 0 : CommandFailure.FAILED;
  }

  private static Report verify(
      BucketReader reader, Trust trusted, Expectations expected, VerifyOutput output)
      throws IOException, InterruptedException {
    try (Bar bar = new Bar(output)) {
      return Verification.run(reader, trusted, expected, bar, new SecureRandom().nextLong());
    }
  }

  /** Shows how much was read. */
  private static final class Bar implements VerificationListener, AutoCloseable {
    private final VerifyOutput output;
    private final Progress progress = Progress.ofBytes("verify", -1);
    private long listed;
    private long done;

    Bar(VerifyOutput output) {
      this.output = output;
    }

    @Override
    public void observed(Observation observation) {
      output.observed(observation);
    }

    @Override
    public void listed(long objects, long storedBytes) {
      listed += storedBytes;
    }

    @Override
    public void checked(long storedBytes) {
      done += storedBytes;
      progress.at(done, listed);
    }

    @Override
    public void close() {
      progress.close();
    }
  }
}
