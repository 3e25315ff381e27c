package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.integration.ConnectionTester.Finding;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Checksum;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.storage.StoragePath;
import dev.waybill.stores.Stores;
import dev.waybill.stores.s3.PlainS3Server.Lack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test finds out about a store decides by what requests objects come there. */
class S3AbilitiesTest {
  private static final AccessKey KEY = new AccessKey("AKEXAMPLE", "secret");
  private static final ObjectKey OBJECT = new ObjectKey("events/one.ndjson.gz");

  private final Stores stores =
      OnlyS3.stores(new S3Stores(TestSettings.forLoopback(), TestSettings.TIME), TestSettings.TIME);
  private final ConnectionTester tester = new ConnectionTester(stores, TestSettings.TIME);

  @TempDir private Path folder;
  private PlainS3Server server;

  @BeforeEach
  void start() {
    server = new PlainS3Server(folder);
  }

  @AfterEach
  void stop() {
    stores.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"REFUSES_CONDITIONS, REFUSED", "IGNORES_CONDITIONS, IGNORED"})
  void putsObjectsOfEverySizeWhereNamesAreNotLookedAt(Lack lack, ConditionalPuts expected)
      throws IOException {
    server.lack(lack);

    Finding found = tester.test(location(), KEY);

    assertThat(found.test().warning().map(Failure::code)).contains("CONDITIONAL_PUT_MISSING");
    S3Location learned = (S3Location) found.learned();
    assertThat(learned.abilities()).isEqualTo(S3Abilities.UNKNOWN.with(expected));
    byte[] content = new byte[(5 << 20) + 1];
    content[5 << 20] = 7;
    try (ObjectStore store = stores.open(learned, KEY)) {
      for (int time = 0; time < 2; time++) {
        assertThat(store.put(OBJECT, new byte[] {1, 2, 3})).isEqualTo(new PutOutcome.Stored());
        try (ObjectUpload upload = store.begin(new ObjectKey("events/two"))) {
          upload.write(content, 0, content.length);
          assertThat(upload.finish()).isEqualTo(new PutOutcome.Stored());
        }
      }
    }
    assertThat(folder.resolve("bucket/p/events/one.ndjson.gz"))
        .hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(Files.readAllBytes(folder.resolve("bucket/p/events/two"))).isEqualTo(content);
  }

  @Test
  void findsOutThatAStoreKnowsNoMd5() {
    server.lack(Lack.REFUSES_MD5);

    Finding found = tester.examine(location(), KEY);

    assertThat(found.test().succeeded()).isTrue();
    assertThat(found.test().warning()).isEmpty();
    S3Location learned = (S3Location) found.learned();
    assertThat(learned.abilities())
        .isEqualTo(new S3Abilities(ConditionalPuts.HONOURED, Optional.of(S3Checksum.SIGNED_BODY)));
    try (ObjectStore store = stores.open(learned, KEY)) {
      assertThat(store.put(OBJECT, new byte[3])).isEqualTo(new PutOutcome.Stored());
      assertThat(store.put(OBJECT, new byte[3])).isEqualTo(new PutOutcome.AlreadyThere());
    }
  }

  @Test
  void remembersThatAStoreDoesNotEncryptAsAsked() {
    S3Location encrypted =
        location().with(new S3Options(new S3Encryption.S3Managed(), Optional.empty(), false));

    Finding found = tester.test(encrypted, KEY);

    assertThat(found.test().warning().map(Failure::code)).contains("ENCRYPTION_IGNORED");
    assertThat(tester.test(found.learned(), KEY).test().warning().map(Failure::code))
        .as("also when the marker is there")
        .contains("ENCRYPTION_IGNORED");
  }

  private S3Location location() {
    return new S3Location(
        "bucket", new StoragePath("p"), "us-east-1", Optional.of(server.endpoint()), true);
  }
}
