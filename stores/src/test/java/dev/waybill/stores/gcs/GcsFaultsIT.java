package dev.waybill.stores.gcs;

import static dev.waybill.stores.gcs.GcsPlaces.BUCKET;
import static dev.waybill.stores.gcs.GcsPlaces.CHUNK;
import static dev.waybill.stores.gcs.GcsPlaces.otherBytes;
import static dev.waybill.stores.gcs.GcsPlaces.refused;
import static dev.waybill.stores.gcs.GcsPlaces.unknown;
import static dev.waybill.stores.gcs.GcsWriter.ALREADY_THERE;
import static dev.waybill.stores.gcs.GcsWriter.KEY;
import static dev.waybill.stores.gcs.GcsWriter.LARGE;
import static dev.waybill.stores.gcs.GcsWriter.SMALL;
import static dev.waybill.stores.gcs.GcsWriter.STORED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.stores.gcs.FakeGcsServer.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of puts when the way to Google, or Google, fails. */
class GcsFaultsIT {
  private final GcsWriter writer = new GcsWriter();
  private final FakeGcsServer server = writer.server();

  @AfterEach
  void stop() {
    writer.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recognisesAPutWhoseReplyWasLostWithoutTheRightToDelete(boolean permissionsFirst) {
    if (permissionsFirst) {
      server.checkPermissionsFirst();
    }
    server.then(Step.PUT, FakeGcsFault.loseReply());

    assertThat(unknown(writer.put(KEY, SMALL)).code()).isEqualTo("CONNECTION_LOST");
    assertThat(writer.put(KEY, SMALL)).isEqualTo(ALREADY_THERE);
    assertThat(writer.stored()).contains(SMALL);
    assertThat(server.seen()).containsExactly(Step.TOKEN, Step.PUT, Step.PUT);
  }

  @Test
  void sendsNothingAgainWhenAConnectionIsCut() {
    server.then(Step.PUT, FakeGcsFault.cutAfter(5));

    assertThat(unknown(writer.put(KEY, SMALL)).fault()).isEqualTo(Fault.CAPACITY);
    assertThat(server.seen()).containsExactly(Step.TOKEN, Step.PUT);
    assertThat(writer.stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void doesNotKnowWhatAServersErrorLeaves(int status) {
    server.then(Step.PUT, FakeGcsFault.doneBut(status, "<html>sorry</html>"));
    assertThat(unknown(writer.put(KEY, SMALL)).fault()).isEqualTo(Fault.CAPACITY);
    assertThat(writer.put(KEY, SMALL)).isEqualTo(ALREADY_THERE);

    ObjectKey large = new ObjectKey("large");
    server.then(Step.FINISH, FakeGcsFault.doneBut(status, "<html>sorry</html>"));
    assertThat(unknown(writer.upload(large, LARGE)).fault()).isEqualTo(Fault.CAPACITY);
    assertThat(writer.upload(large, LARGE)).isEqualTo(ALREADY_THERE);
  }

  @ParameterizedTest
  @CsvSource({
    "audit-events, other-bucket",
    "one.ndjson, two.ndjson",
    "'\"crc32c\":\"[^\"]+\"', '\"etag\":\"CJ\"'",
    "'\"generation\":\"\\d+\",', ''",
    "'(?s).*', '{}'",
    "'(?s)^.+$', '[1,'",
    "'(?s)^.+$', '<html>Welcome</html>'",
  })
  void takesNoOtherAnswerForThatOfAPut(String of, String instead) {
    server.then(Step.PUT, FakeGcsFault.sayingInstead(of, instead));
    server.then(Step.FINISH, FakeGcsFault.sayingInstead(of, instead));

    assertThat(unknown(writer.put(KEY, SMALL)).code()).isEqualTo("UNEXPECTED_ANSWER");
    server.objects(BUCKET).clear();
    assertThat(unknown(writer.upload(LARGE)).code()).isEqualTo("UNEXPECTED_ANSWER");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"size\":\"\\d+\"', '\"size\":\"1\"'",
    "'\"crc32c\":\"[^\"]+\"', '\"crc32c\":\"AAAAAA==\"'",
  })
  void doesNotCountAsStoredWhatIsKeptWithOtherBytes(String of, String instead) {
    server.then(Step.PUT, FakeGcsFault.sayingInstead(of, instead));
    server.then(Step.FINISH, FakeGcsFault.sayingInstead(of, instead));

    assertThat(otherBytes(writer.put(KEY, SMALL)).code()).isEqualTo("OTHER_BYTES_STORED");
    server.objects(BUCKET).clear();
    assertThat(otherBytes(writer.upload(LARGE)).code()).isEqualTo("OTHER_BYTES_STORED");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    server.then(
        Step.PUT,
        FakeGcsFault.answer(
            status, Map.of("Location", server.endpoint() + "/elsewhere?upload_id=1"), ""));

    assertThat(refused(writer.put(KEY, SMALL)).code()).isEqualTo("UNEXPECTED_ANSWER");
    assertThat(server.seen()).containsExactly(Step.TOKEN, Step.PUT);
  }

  /** Refused by the store, which has the hash of the whole object with either way of putting. */
  @Test
  void storesNothingOfBytesThatChangedOnTheWay() {
    server.then(Step.PUT, FakeGcsFault.changeAByte());
    assertThat(refused(writer.put(KEY, SMALL)).code()).isEqualTo("CORRUPTED_ON_THE_WAY");

    server.then(Step.CHUNK, FakeGcsFault.changeAByte());
    assertThat(refused(writer.upload(LARGE)).code()).isEqualTo("CORRUPTED_ON_THE_WAY");

    server.then(Step.FINISH, FakeGcsFault.changeAByte());
    assertThat(refused(writer.upload(LARGE)).code()).isEqualTo("CORRUPTED_ON_THE_WAY");

    assertThat(writer.stored()).isEmpty();
    assertThat(writer.upload(LARGE)).isEqualTo(STORED);
  }

  @Test
  void cutsOffARequestThatTakesTooLong() {
    CountDownLatch end = new CountDownLatch(1);
    GcsSettings known = GcsPlaces.settings(server);
    GcsSettings hasty =
        new GcsSettings(
            known.connectTimeout(),
            Duration.ofMillis(300),
            1,
            CHUNK,
            known.endpoint(),
            known.tokenEndpoint(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(writer.put(new ObjectKey("warm"), SMALL)).isEqualTo(STORED);
    try (GcsStores fast = new GcsStores(hasty, GcsPlaces.TIME);
        ObjectStore there = fast.open(GcsPlaces.at("p"), writer.credentials())) {
      server.then(Step.TOKEN, FakeGcsFault.silentUntil(end));
      Failure failure = refused(there.put(KEY, SMALL));

      assertThat(failure.code()).isEqualTo("TIMEOUT");
    } finally {
      end.countDown();
    }
  }

  @Test
  void getsAnotherTokenForTheNextRequestWhenOneIsRefused() {
    assertThat(writer.put(new ObjectKey("first"), SMALL)).isEqualTo(STORED);
    server.revokeTokens();

    assertThat(refused(writer.put(KEY, SMALL)).code()).isEqualTo("TOKEN_REFUSED");
    assertThat(writer.put(KEY, SMALL)).isEqualTo(STORED);
    assertThat(server.tokensIssued()).isEqualTo(2);
  }
}
