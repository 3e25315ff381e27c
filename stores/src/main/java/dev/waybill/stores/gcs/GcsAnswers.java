package dev.waybill.stores.gcs;

import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.storage.model.StorageObject;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.PutOutcome;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/** What the store's answers mean for one bucket. */
final class GcsAnswers {
  /** With 403 instead of 412: what has the name must not be replaced, which nobody wanted. */
  private static final Set<String> KEPT = Set.of("retentionPolicyNotMet", "objectUnderActiveHold");

  private static final String REPLACE = "storage.objects.delete";

  private final String bucket;
  private final GcsRefusals refusals;

  GcsAnswers(String bucket, GcsRefusals refusals) {
    this.bucket = bucket;
    this.refusals = refusals;
  }

  /** What became of the request that would have made the object visible. */
  PutOutcome outcome(GcsReply reply, String name, long size, String crc32c) {
    return reply.isSuccess() ? stored(reply, name, size, crc32c) : refusal(reply);
  }

  /** What an answer means that is none of success. */
  PutOutcome refusal(GcsReply reply) {
    GcsAnswer answer = GcsAnswer.of(reply);
    if (isOfTakenName(answer)) {
      return new PutOutcome.AlreadyThere();
    }
    Failure failure = refusals.failure(answer);
    return leavesDoubt(answer) ? new PutOutcome.Unknown(failure) : new PutOutcome.Refused(failure);
  }

  /**
   * A name that is taken is one whose object would have to be deleted first, for all whom nothing
   * but creating is allowed.
   */
  private static boolean isOfTakenName(GcsAnswer answer) {
    return switch (answer.status()) {
      case 412 -> true;
      case 403 ->
          answer.permission().filter(REPLACE::equals).isPresent() || KEPT.contains(answer.reason());
      default -> false;
    };
  }

  private static boolean leavesDoubt(GcsAnswer answer) {
    return switch (answer.status()) {
      // Perhaps of somebody in between, after all bytes had arrived.
      case 408 -> true;
      // Somebody else is putting the same name at this moment: an earlier attempt of ours.
      case 409 -> true;
      // The upload was completed by a request whose answer got lost, or cleaned away.
      case 410 -> true;
      default -> answer.status() >= 500 || answer.status() < 300;
    };
  }

  /**
   * Nobody but the store knows what it has stored, so anything else is no answer of its own. If it
   * has stored something else under the name, the object is not there, and must not be taken for it
   * when the name is found taken; Google itself refuses such bytes.
   */
  private PutOutcome stored(GcsReply reply, String name, long size, String crc32c) {
    Optional<StorageObject> there =
        object(reply.body())
            .filter(
                object ->
                    name.equals(object.getName())
                        && bucket.equals(object.getBucket())
                        && object.getSize() != null
                        && object.getCrc32c() != null
                        && object.getGeneration() != null);
    if (there.isEmpty()) {
      return new PutOutcome.Unknown(
          new Failure(
              Fault.OURS,
              Stage.PUT,
              "UNEXPECTED_ANSWER",
              "The answer to a put does not describe the object that was put.",
              "Look for a proxy in between that changes or answers requests."));
    }
    return there
            .filter(
                object ->
                    BigInteger.valueOf(size).equals(object.getSize())
                        && crc32c.equals(object.getCrc32c()))
            .isPresent()
        ? new PutOutcome.Stored()
        : new PutOutcome.OtherBytes(
            new Failure(
                Fault.OURS,
                Stage.PUT,
                "OTHER_BYTES_STORED",
                "The store says that it keeps other bytes under the name of the object than were"
                    + " sent.",
                "Remove that object. Google checks what it is sent: ask the operator of this"
                    + " service what answers in its place (a proxy, or the setting "
                    + GcsSettings.ENDPOINT_SETTING
                    + ")."));
  }

  private static Optional<StorageObject> object(String body) {
    try {
      return Optional.ofNullable(
          GsonFactory.getDefaultInstance().fromString(body, StorageObject.class));
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // Google's parser throws both at what is no such answer
    }
  }
}
