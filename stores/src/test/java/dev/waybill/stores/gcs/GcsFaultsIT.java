package dev.waybill.stores.gcs;

import static dev.waybill.stores.gcs.GcsPlaces.BUCKET;
import static dev.waybill.stores.gcs.GcsPlaces.CHUNK;
import static dev.waybill.stores.gcs.GcsPlaces.CREATE;
import static dev.waybill.stores.gcs.GcsPlaces.refused;
import static dev.waybill.stores.gcs.GcsPlaces.unknown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.gcs.FakeGcsServer.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of puts when the way to Google, or Google, fails. */
class GcsFaultsIT {
  private static final PutOutcome STORED = new PutOutcome.Stored();
  private static final PutOutcome ALREADY_THERE = new PutOutcome.AlreadyThere();
  private static final ObjectKey KEY = new ObjectKey("one.ndjson");
  private static final byte[] SMALL = "content".getBytes(UTF_8);
  private static final byte[] LARGE = large();

  private final FakeGcsServer server = FakeGcsServer.start();
  private final FakeServiceAccount account = server.account("writer@audit.example");
  private final GcsStores stores = new GcsStores(GcsPlaces.settings(server), GcsPlaces.TIME);
  private final ObjectStore store = stores.open(GcsPlaces.at("p"), GcsPlaces.by(account));

  @BeforeEach
  void grant() {
    server.grant(account, BUCKET, CREATE);
  }

  @AfterEach
  void stop() {
    stores.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recognisesAPutWhoseReplyWasLostWithoutTheRightToDelete(boolean permissionsFirst) {
    if (permissionsFirst) {
      server.checkPermissionsFirst();
    }
    server.then(Step.PUT, FakeGcsFault.loseReply());

    assertThat(unknown(store.put(KEY, SMALL)).code()).isEqualTo("CONNECTION_LOST");
    assertThat(store.put(KEY, SMALL)).isEqualTo(ALREADY_THERE);
    assertThat(stored()).contains(SMALL);
    assertThat(server.seen()).containsExactly(Step.TOKEN, Step.PUT, Step.PUT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void recognisesAnUploadWhoseReplyWasLostWithoutTheRightToDelete(boolean permissionsFirst) {
    if (permissionsFirst) {
      server.checkPermissionsFirst();
    }
    server.then(Step.FINISH, FakeGcsFault.loseReply());

    assertThat(unknown(upload(LARGE)).code()).isEqualTo("CONNECTION_LOST");
    assertThat(upload(LARGE)).isEqualTo(ALREADY_THERE);
    assertThat(stored()).contains(LARGE);
    assertThat(server.seen()).doesNotContain(Step.CANCEL);
  }

  @Test
  void sendsNothingAgainWhenAConnectionIsCut() {
    server.then(Step.PUT, FakeGcsFault.cutAfter(5));

    assertThat(unknown(store.put(KEY, SMALL)).fault()).isEqualTo(Fault.CAPACITY);
    assertThat(server.seen()).containsExactly(Step.TOKEN, Step.PUT);
    assertThat(stored()).isEmpty();
  }

  @Test
  void failsAnUploadWhoseChunkIsCutAndGivesItUp() {
    server.then(Step.CHUNK, FakeGcsFault.cutAfter(1000));

    assertFailsToUpload("CONNECTION_LOST");
    assertThat(server.openUploads()).isZero();
    assertThat(upload(LARGE)).isEqualTo(STORED);
    assertThat(stored()).contains(LARGE);
  }

  @Test
  void failsAnUploadWhoseChunkGotNoReply() {
    server.then(Step.CHUNK, FakeGcsFault.loseReply());

    assertFailsToUpload("CONNECTION_LOST");
    assertThat(stored()).isEmpty();
  }

  @Test
  void doesNotKnowWhetherAnUploadIsThereWhoseLastChunkWasCut() {
    server.then(Step.FINISH, FakeGcsFault.cutAfter(100));

    assertThat(unknown(upload(LARGE)).code()).isEqualTo("CONNECTION_LOST");
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "100000", "262143", "262144"})
  void sendsAgainWhatTheStoreHasNotKeptOfTheLastChunk(int kept) {
    byte[] content = new byte[2 * CHUNK];
    new Random(kept).nextBytes(content);
    server.then(Step.FINISH, FakeGcsFault.keepOnly(Math.min(kept, CHUNK - 1)));

    assertThat(upload(content)).isEqualTo(STORED);
    assertThat(stored()).contains(content);
  }

  @Test
  void sendsAgainWhatTheStoreHasNotKeptOfAChunk() {
    server.then(Step.CHUNK, FakeGcsFault.keepOnly(1000));
    server.then(Step.CHUNK, FakeGcsFault.keepOnly(0));

    assertThat(upload(LARGE)).isEqualTo(STORED);
    assertThat(stored()).contains(LARGE);
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

    assertThat(refused(upload(LARGE)).code()).isEqualTo("STORE_ERROR");
    assertThat(stored()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void doesNotKnowWhatAServersErrorLeaves(int status) {
    server.then(Step.PUT, FakeGcsFault.doneBut(status, "<html>sorry</html>"));
    assertThat(unknown(store.put(KEY, SMALL)).fault()).isEqualTo(Fault.CAPACITY);
    assertThat(store.put(KEY, SMALL)).isEqualTo(ALREADY_THERE);

    ObjectKey large = new ObjectKey("large");
    server.then(Step.FINISH, FakeGcsFault.doneBut(status, "<html>sorry</html>"));
    assertThat(unknown(upload(large, LARGE)).fault()).isEqualTo(Fault.CAPACITY);
    assertThat(upload(large, LARGE)).isEqualTo(ALREADY_THERE);
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

    assertThat(unknown(store.put(KEY, SMALL)).code()).isEqualTo("UNEXPECTED_ANSWER");
    server.objects(BUCKET).clear();
    assertThat(unknown(upload(LARGE)).code()).isEqualTo("UNEXPECTED_ANSWER");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"size\":\"\\d+\"', '\"size\":\"1\"'",
    "'\"crc32c\":\"[^\"]+\"', '\"crc32c\":\"AAAAAA==\"'",
  })
  void doesNotCountAsStoredWhatIsKeptWithOtherBytes(String of, String instead) {
    server.then(Step.PUT, FakeGcsFault.sayingInstead(of, instead));
    server.then(Step.FINISH, FakeGcsFault.sayingInstead(of, instead));

    assertThat(refused(store.put(KEY, SMALL)).code()).isEqualTo("OTHER_BYTES_STORED");
    server.objects(BUCKET).clear();
    assertThat(refused(upload(LARGE)).code()).isEqualTo("OTHER_BYTES_STORED");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsNoRedirect(int status) {
    server.then(
        Step.PUT,
        FakeGcsFault.answer(
            status, Map.of("Location", server.endpoint() + "/elsewhere?upload_id=1"), ""));

    assertThat(refused(store.put(KEY, SMALL)).code()).isEqualTo("UNEXPECTED_ANSWER");
    assertThat(server.seen()).containsExactly(Step.TOKEN, Step.PUT);
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

    assertThat(unknown(upload(LARGE)).code()).isEqualTo("STORE_ERROR");
  }

  /** Refused by the store, which has the hash of the whole object with either way of putting. */
  @Test
  void storesNothingOfBytesThatChangedOnTheWay() {
    server.then(Step.PUT, FakeGcsFault.changeAByte());
    assertThat(refused(store.put(KEY, SMALL)).code()).isEqualTo("CORRUPTED_ON_THE_WAY");

    server.then(Step.CHUNK, FakeGcsFault.changeAByte());
    assertThat(refused(upload(LARGE)).code()).isEqualTo("CORRUPTED_ON_THE_WAY");

    server.then(Step.FINISH, FakeGcsFault.changeAByte());
    assertThat(refused(upload(LARGE)).code()).isEqualTo("CORRUPTED_ON_THE_WAY");

    assertThat(stored()).isEmpty();
    assertThat(upload(LARGE)).isEqualTo(STORED);
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
    assertThat(store.put(new ObjectKey("warm"), SMALL)).isEqualTo(STORED);
    try (GcsStores fast = new GcsStores(hasty, GcsPlaces.TIME);
        ObjectStore there = fast.open(GcsPlaces.at("p"), GcsPlaces.by(account))) {
      server.then(Step.TOKEN, FakeGcsFault.silentUntil(end));
      Failure failure = refused(there.put(KEY, SMALL));

      assertThat(failure.code()).isEqualTo("TIMEOUT");
    } finally {
      end.countDown();
    }
  }

  @Test
  void getsAnotherTokenForTheNextRequestWhenOneIsRefused() {
    assertThat(store.put(new ObjectKey("first"), SMALL)).isEqualTo(STORED);
    server.revokeTokens();

    assertThat(refused(store.put(KEY, SMALL)).code()).isEqualTo("TOKEN_REFUSED");
    assertThat(store.put(KEY, SMALL)).isEqualTo(STORED);
    assertThat(server.tokensIssued()).isEqualTo(2);
  }

  private void assertFailsToUpload(String code) {
    assertThatThrownBy(() -> upload(LARGE))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure().code()).isEqualTo(code));
  }

  private PutOutcome upload(byte[] content) {
    return upload(KEY, content);
  }

  private PutOutcome upload(ObjectKey key, byte[] content) {
    try (ObjectUpload upload = store.begin(key)) {
      upload.write(content, 0, content.length);
      return upload.finish();
    }
  }

  private Optional<byte[]> stored() {
    return Optional.ofNullable(server.objects(BUCKET).get("p/" + KEY));
  }

  private static byte[] large() {
    byte[] content = new byte[2 * CHUNK + CHUNK / 2];
    new Random(7).nextBytes(content);
    return content;
  }
}
