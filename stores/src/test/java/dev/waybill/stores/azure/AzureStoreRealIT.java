package dev.waybill.stores.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.storage.Credentials.SharedAccessSignature;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStoreContract;
import dev.waybill.storage.PutOutcome;
import dev.waybill.time.SettableTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract with a signature that may create and write, against a server that checks signatures
 * and names as Azure does; and what is said of signatures that are not enough.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AzureStoreRealIT extends ObjectStoreContract {
  private static final ObjectKey KEY = new ObjectKey("events/one");

  private final AzuriteProcess azurite = AzuriteProcess.start();
  private final AzureSettings settings = AzureTestSettings.of(azurite.endpoint());
  private final AzureHttp owners = AzureHttp.of(settings);
  private final AzureStores stores = new AzureStores(settings, new SettableTime(Instant.now()));
  private final AzuriteContainer container =
      AzuriteContainer.create(azurite, "audit-events", owners);
  private final AzuriteContainer other = AzuriteContainer.create(azurite, "others", owners);
  private final OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
  private final OffsetDateTime tomorrow = now.plusDays(1);
  private String path = "";

  @BeforeEach
  void takeAFolderOfItsOwn() {
    path = "tenant folder/" + UUID.randomUUID();
  }

  @AfterAll
  void stop() {
    stores.close();
    owners.close();
    azurite.close();
  }

  @Override
  protected ObjectStore store() {
    return store(container.sas("cw", tomorrow));
  }

  @Override
  protected Optional<byte[]> read(ObjectKey key) {
    return container.read(path + "/" + key);
  }

  @Test
  void storesUnderAPathWithSpacesAndOtherLetters() {
    path = "Prüfung & co/日本+=";

    assertThat(store().put(KEY, ascii("content"))).isEqualTo(new PutOutcome.Stored());

    assertThat(read(KEY)).contains(ascii("content"));
  }

  @Test
  void aSignatureThatMayOnlyCreateIsEnoughForSmallObjects() {
    ObjectStore creating = store(container.sas("c", tomorrow));

    assertThat(creating.put(KEY, ascii("content"))).isEqualTo(new PutOutcome.Stored());

    try (var upload = creating.begin(new ObjectKey("events/large"))) {
      byte[] large = random(AzureTestSettings.BLOCK + 1);
      assertThatThrownBy(() -> upload.write(large, 0, large.length))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> {
                assertThat(e.failure().code()).isEqualTo("SAS_WITHOUT_WRITE");
                assertThat(e.failure().message()).contains("(sp=c)");
              });
    }
  }

  @Test
  void tellsThatASignatureHasExpired() {
    OffsetDateTime yesterday = now.minusDays(1).withNano(0);
    Failure failure = refusal(container.sas("cw", yesterday));

    assertThat(failure.code()).isEqualTo("SAS_EXPIRED");
    assertThat(failure.message()).contains(yesterday.toInstant().toString());
    assertThat(failure.advice()).contains("Give a new SAS token");
  }

  @Test
  void tellsThatASignatureMayOnlyRead() {
    Failure failure = refusal(container.sas("rl", tomorrow));

    assertThat(failure.code()).isEqualTo("SAS_PERMISSION_MISSING");
    assertThat(failure.message()).contains("(sp=rl)").contains("'audit-events'");
    assertThat(failure.advice()).contains("A SAS token that reads or lists is not enough.");
  }

  @Test
  void tellsThatASignatureIsForAnotherContainer() {
    Failure failure = refusal(other.sas("cw", tomorrow));

    assertThat(failure.code()).isEqualTo("SAS_REFUSED");
    assertThat(failure.message()).contains("not for the container 'audit-events'");
    assertThat(failure.advice()).contains("Check the names of account and container.");
  }

  @Test
  void tellsThatAContainerIsNotThere() {
    AzuriteContainer gone = AzuriteContainer.create(azurite, "gone", owners);
    SharedAccessSignature signature = gone.sas("cw", tomorrow);
    gone.client().delete();

    PutOutcome outcome = stores.open(gone.location(""), signature).put(KEY, ascii("content"));

    assertThat(failure(outcome).code()).isEqualTo("NO_SUCH_CONTAINER");
  }

  private ObjectStore store(SharedAccessSignature signature) {
    return stores.open(container.location(path), signature);
  }

  private Failure refusal(SharedAccessSignature signature) {
    Failure failure = failure(store(signature).put(KEY, ascii("content")));
    String sig = signature.token().text().replaceFirst(".*sig=([^&]*).*", "$1");
    assertThat(failure.toString()).doesNotContain(sig);
    return failure;
  }

  private static Failure failure(PutOutcome outcome) {
    assertThat(outcome).isInstanceOf(PutOutcome.Refused.class);
    return ((PutOutcome.Refused) outcome).failure();
  }
}
