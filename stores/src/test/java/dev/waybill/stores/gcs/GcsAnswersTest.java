package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.storage.GoogleKey;
import dev.waybill.storage.PutOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcsAnswersTest {
  private static final Holder KEY =
      new Holder.OfKey(new GoogleKey("writer@audit.example", "key-1", "secret"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | userProjectMissing | Bucket is a requester pays bucket but no user project provided. | REQUESTER_PAYS | CUSTOMER
          400 | invalid | Invalid bucket name: 'x' | INVALID_BUCKET_NAME | CUSTOMER
          400 | invalid | Provided CRC32C "a" doesn't match calculated CRC32C "b". | CORRUPTED_ON_THE_WAY | CAPACITY
          400 | invalid | Something else. | UNEXPECTED_ANSWER | OURS
          401 | authError | Invalid Credentials | TOKEN_REFUSED | CUSTOMER
          403 | forbidden | writer@audit.example does not have storage.objects.create access. | ACCESS_DENIED | CUSTOMER
          403 | vpcServiceControls | Request is prohibited by organization's policy. | NETWORK_DENIED | CUSTOMER
          403 | forbidden | Request violates VPC Service Controls. | NETWORK_DENIED | CUSTOMER
          403 | accountDisabled | The billing account for the owning project is disabled in state absent | BILLING_DISABLED | CUSTOMER
          403 | UserAccountDisabled | The account is disabled. | ACCOUNT_DISABLED | CUSTOMER
          403 | rateLimitExceeded | Slow down. | THROTTLED | CAPACITY
          403 | insufficientPermissions | Request had insufficient authentication scopes. | SERVICE_IDENTITY_REFUSED | OURS
          403 | forbidden | Permission denied on Cloud KMS key. | KMS_DENIED | CUSTOMER
          400 | kmsDisabledOrDestroyedKey | The key is disabled. | KMS_KEY_REFUSED | CUSTOMER
          404 | notFound | The specified bucket does not exist. | NO_SUCH_BUCKET | CUSTOMER
          429 | rateLimitExceeded | The rate of change requests is too high. | THROTTLED | CAPACITY
          302 | | | UNEXPECTED_ANSWER | OURS
          """)
  void refusesForCertain(int status, String reason, String said, String code, Fault fault) {
    PutOutcome outcome = outcome(status, Optional.ofNullable(reason), Optional.ofNullable(said));

    Failure failure = GcsPlaces.refused(outcome);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.fault()).isEqualTo(fault);
    assertThat(failure.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "408, REQUEST_TIMEOUT", "409, CONFLICT", "410, STORE_ERROR", "500, STORE_ERROR",
    "502, STORE_ERROR", "503, THROTTLED", "504, STORE_ERROR", "204, UNEXPECTED_ANSWER"
  })
  void leavesDoubt(int status, String code) {
    Failure failure =
        GcsPlaces.unknown(outcome(status, Optional.of("backendError"), Optional.of("Backend.")));

    assertThat(failure.code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          412 | conditionNotMet | At least one of the pre-conditions you specified did not hold.
          403 | forbidden | w@a.example does not have storage.objects.delete access to the Google Cloud Storage object.
          403 | retentionPolicyNotMet | Object 'b/o' is subject to bucket's retention policy and cannot be deleted or overwritten.
          403 | objectUnderActiveHold | Object 'b/o' is under active Temporary hold and cannot be deleted, overwritten or archived.
          """)
  void knowsATakenName(int status, String reason, String said) {
    assertThat(outcome(status, Optional.of(reason), Optional.of(said)))
        .isEqualTo(new PutOutcome.AlreadyThere());
  }

  @Test
  void namesThePermissionThatIsMissingAndHowToGrantIt() {
    Failure failure =
        GcsPlaces.refused(
            outcome(
                403,
                Optional.of("forbidden"),
                Optional.of(
                    "writer@audit.example does not have storage.objects.create access to the Google"
                        + " Cloud Storage object. Permission 'storage.objects.create' denied on"
                        + " resource (or it may not exist).")));

    assertThat(failure.message()).contains("lacks the permission storage.objects.create");
    assertThat(failure.advice())
        .contains(
            "gcloud storage buckets add-iam-policy-binding gs://audit-events"
                + " --member=serviceAccount:writer@audit.example"
                + " --role=roles/storage.objectCreator");
  }

  @Test
  void passesOnHowLongToWait() {
    GcsReply reply = reply(429, "{}", Optional.of(Duration.ofSeconds(17)));

    assertThat(GcsPlaces.refused(answers(KEY).refusal(reply)).retryAfter())
        .contains(Duration.ofSeconds(17));
  }

  @Test
  void repeatsNoPagesForPeople() {
    GcsReply reply = reply(502, "<html><b>Bad Gateway</b></html>", Optional.empty());

    assertThat(GcsPlaces.unknown(answers(KEY).refusal(reply)).message())
        .isEqualTo("Google answered 502.");
  }

  @Test
  void takesItOnItselfIfItsOwnTokenIsRefused() {
    Failure failure =
        GcsPlaces.refused(answers(new Holder.Own()).refusal(reply(401, "", Optional.empty())));

    assertThat(failure.fault()).isEqualTo(Fault.OURS);
    assertThat(failure.message()).contains("own@audit.example");
    assertThat(failure.advice()).contains("google.credentials");
  }

  private static PutOutcome outcome(int status, Optional<String> reason, Optional<String> said) {
    String body =
        new String(
            FakeGcsExchange.Reply.error(status, reason.orElse(""), said.orElse("")).body(), UTF_8);
    return answers(KEY).refusal(reply(status, body, Optional.empty()));
  }

  private static GcsReply reply(int status, String body, Optional<Duration> retryAfter) {
    return new GcsReply(status, body, Optional.empty(), OptionalLong.empty(), retryAfter);
  }

  private static GcsAnswers answers(Holder holder) {
    return new GcsAnswers(
        GcsPlaces.BUCKET,
        new GcsRefusals(GcsPlaces.BUCKET, holder, () -> Optional.of("own@audit.example")));
  }
}
