package dev.waybill.stores.gcs;

import static dev.waybill.stores.gcs.GcsPlaces.CHUNK;
import static dev.waybill.stores.gcs.GcsPlaces.refused;
import static dev.waybill.stores.gcs.GcsPlaces.unknown;
import static dev.waybill.stores.gcs.GcsWriter.ALREADY_THERE;
import static dev.waybill.stores.gcs.GcsWriter.LARGE;
import static dev.waybill.stores.gcs.GcsWriter.STORED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.FailureException;
import dev.waybill.stores.gcs.FakeGcsServer.Step;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of uploads in chunks when one of them, or its answer, is lost or cut short. */
class GcsChunksIT {
  private final GcsWriter writer = new GcsWriter();
  private final FakeGcsServer server = writer.server();

  @AfterEach
  void stop() {
    writer.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recognisesAnUploadWhoseReplyWasLostWithoutTheRightToDelete(boolean permissionsFirst) {
    if (permissionsFirst) {
      server.checkPermissionsFirst();
    }
    server.then(Step.FINISH, FakeGcsFault.loseReply());

    assertThat(unknown(writer.upload(LARGE)).code()).isEqualTo("CONNECTION_LOST");
    assertThat(writer.upload(LARGE)).isEqualTo(ALREADY_THERE);
    assertThat(writer.stored()).contains(LARGE);
    assertThat(server.seen()).doesNotContain(Step.CANCEL);
  }

  @Test
  void failsAnUploadWhoseChunkIsCutAndGivesItUp() {
    server.then(Step.CHUNK, FakeGcsFault.cutAfter(1000));

    assertFailsToUpload("CONNECTION_LOST");
    assertThat(server.openUploads()).isZero();
    assertThat(writer.upload(LARGE)).isEqualTo(STORED);
    assertThat(writer.stored()).contains(LARGE);
  }

  @Test
  void failsAnUploadWhoseChunkGotNoReply() {
    server.then(Step.CHUNK, FakeGcsFault.loseReply());

    assertFailsToUpload("CONNECTION_LOST");
    assertThat(writer.stored()).isEmpty();
  }

  @Test
  void doesNotKnowWhetherAnUploadIsThereWhoseLastChunkWasCut() {
    server.then(Step.FINISH, FakeGcsFault.cutAfter(100));

    assertThat(unknown(writer.upload(LARGE)).code()).isEqualTo("CONNECTION_LOST");
    assertThat(writer.stored()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "100000", "262143", "262144"})
  void sendsAgainWhatTheStoreHasNotKeptOfTheLastChunk(int kept) {
    byte[] content = new byte[2 * CHUNK];
    new Random(kept).nextBytes(content);
    server.then(Step.FINISH, FakeGcsFault.keepOnly(Math.min(kept, CHUNK - 1)));

    assertThat(writer.upload(content)).isEqualTo(STORED);
    assertThat(writer.stored()).contains(content);
  }

  @Test
  void sendsAgainWhatTheStoreHasNotKeptOfAChunk() {
    server.then(Step.CHUNK, FakeGcsFault.keepOnly(1000));
    server.then(Step.CHUNK, FakeGcsFault.keepOnly(0));

    assertThat(writer.upload(LARGE)).isEqualTo(STORED);
    assertThat(writer.stored()).contains(LARGE);
  }

  @Test
  void givesUpAnUploadOfWhichTheStoreKeepsNothing() {
    for (int i = 0; i < 20; i++) {
      server.then(Step.CHUNK, FakeGcsFault.keepOnly(0));
    }

    assertFailsToUpload("STORE_ERROR");
    assertThat(server.seen().stream().filter(Step.CHUNK::equals)).hasSize(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-99", "bytes=0-99999999999999999", "bytes=5-9", "nonsense"})
  void believesNoRangeThatCannotBe(String range) {
    server.then(Step.FINISH, FakeGcsFault.answer(308, Map.of("Range", range), ""));

    assertThat(refused(writer.upload(LARGE)).code()).isEqualTo("STORE_ERROR");
    assertThat(writer.stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:1/upload/storage/v1/b/audit-events/o?upload_id=1",
        "https://127.0.0.1/upload/x",
        "/upload/x",
        "not a URI",
        ""
      })
  void sendsNoChunkAnywhereElse(String location) {
    server.then(Step.START, FakeGcsFault.answer(200, Map.of("Location", location), ""));

    assertFailsToUpload("UNEXPECTED_ANSWER");
    assertThat(server.seen()).containsExactly(Step.TOKEN, Step.START);
  }

  @Test
  void leavesDoubtWhenAnUploadIsGoneAtItsEnd() {
    server.then(Step.FINISH, FakeGcsFault.answer(404, Map.of(), "Not Found"));

    assertThat(unknown(writer.upload(LARGE)).code()).isEqualTo("STORE_ERROR");
  }

  private void assertFailsToUpload(String code) {
    assertThatThrownBy(() -> writer.upload(LARGE))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
  }
}
