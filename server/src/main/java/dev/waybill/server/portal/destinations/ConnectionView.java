package dev.waybill.server.portal.destinations;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Stage;
import dev.waybill.integration.Confirmation;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.server.exports.DestinationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a connection test found, as pages show it.
 *
 * @param tone of the badge
 * @param word of the badge
 * @param sentence what is wrong; an empty text if nothing is
 * @param advice what to do about it
 * @param awaitsToken whether the tenant has yet to confirm that the place is its own
 */
public record ConnectionView(
    String tone,
    String word,
    String sentence,
    String advice,
    boolean works,
    boolean awaitsToken,
    List<StageRow> stages,
    Instant testedAt) {

  /** A stage and how it went. */
  public record StageRow(String words, String name, String tone, String state) {}

  /** What is known of the connection of a destination of that kind. */
  public static ConnectionView of(ConnectionTest test, DestinationKind kind) {
    Optional<Failure> told = test.failure().or(test::warning);
    boolean awaitsToken = hasCode(test.failure(), Confirmation.NOT_CONFIRMED);
    boolean untested = hasCode(test.failure(), ConnectionTest.NOT_TESTED);
    return new ConnectionView(
        tone(test, awaitsToken || untested),
        word(test, awaitsToken, untested),
        told.map(Failure::message).orElse(""),
        awaitsToken
            ? "Read the object that the test has put there, and paste its text below."
            : told.map(Failure::advice).orElse(""),
        test.succeeded(),
        awaitsToken,
        stages(test, kind, untested),
        test.testedAt());
  }

  private static boolean hasCode(Optional<Failure> failure, String code) {
    return failure.map(Failure::code).filter(code::equals).isPresent();
  }

  private static String tone(ConnectionTest test, boolean waits) {
    if (test.succeeded()) {
      return test.warning().isPresent() ? "warn" : "good";
    }
    return waits ? "busy" : "bad";
  }

  private static String word(ConnectionTest test, boolean awaitsToken, boolean untested) {
    if (test.succeeded()) {
      return test.warning().isPresent() ? "Works, with a warning" : "Works";
    }
    if (awaitsToken) {
      return "To be confirmed";
    }
    return untested ? "Not tested" : "Failed";
  }

  private static List<StageRow> stages(
      ConnectionTest test, DestinationKind kind, boolean untested) {
    return passed(kind).stream().map(stage -> row(stage, test, untested)).toList();
  }

  private static List<Stage> passed(DestinationKind kind) {
    List<Stage> stages = new ArrayList<>(List.of(Stage.RESOLVE));
    switch (kind) {
      case S3_ASSUMED_ROLE ->
          stages.addAll(List.of(Stage.ASSUME_ROLE, Stage.EXTERNAL_ID_ENFORCED, Stage.PUT));
      case ADLS_ENTRA_APP, GCS ->
          stages.addAll(List.of(Stage.ASSUME_ROLE, Stage.PUT, Stage.CONFIRM));
      case GCS_SERVICE_ACCOUNT_KEY -> stages.addAll(List.of(Stage.ASSUME_ROLE, Stage.PUT));
      case S3_ACCESS_KEY, ADLS_SAS_TOKEN, DIRECTORY -> stages.add(Stage.PUT);
    }
    stages.add(Stage.COMPLETE);
    return stages;
  }

  private static StageRow row(Stage stage, ConnectionTest test, boolean untested) {
    Optional<Stage> failed = test.failure().map(Failure::stage);
    Optional<Stage> warned = test.warning().map(Failure::stage);
    if (untested || failed.filter(at -> stage.compareTo(at) > 0).isPresent()) {
      return new StageRow(words(stage), stage.name(), "off", "Not reached");
    }
    if (failed.filter(stage::equals).isPresent()) {
      return stage == Stage.CONFIRM
          ? new StageRow(words(stage), stage.name(), "busy", "Waits for you")
          : new StageRow(words(stage), stage.name(), "bad", "Failed");
    }
    return warned.filter(stage::equals).isPresent()
        ? new StageRow(words(stage), stage.name(), "warn", "Warning")
        : new StageRow(words(stage), stage.name(), "good", "Done");
  }

  private static String words(Stage stage) {
    return switch (stage) {
      case READ -> "Read the events";
      case RESOLVE -> "Reach the storage";
      case ASSUME_ROLE -> "Get access";
      case EXTERNAL_ID_ENFORCED -> "Be refused with a wrong external id";
      case PUT -> "Write a test object";
      case CONFIRM -> "Confirm that the place is yours";
      case COMMIT -> "Record the delivery";
      case COMPLETE -> "Everything works";
    };
  }
}
