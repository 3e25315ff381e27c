package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.Samples;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.SigningKeyPair;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.manifest.SigningKeysContract;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.signing.KeptKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSigningKeysTest extends SigningKeysContract {
  private static final Instant NOW = Samples.NOW;
  private static final Instant LATER = NOW.plusSeconds(60);

  private final Path folder;
  private final Tables tables;
  private final SqlSigningKeys keys;

  SqlSigningKeysTest(@TempDir Path folder) {
    this.folder = folder;
    tables = new Tables(folder);
    keys = open();
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Override
  protected SigningKeys keys() {
    return keys;
  }

  @Override
  protected void rotate() {
    keys.rotate(LATER);
  }

  @Test
  void areMadeOnceAndNeverAnew() {
    assertThat(open().list()).isEqualTo(keys.list()).hasSize(1);
    assertThat(tables.count("signing_keys")).isOne();
  }

  @Test
  void areTheSameAfterARestart() {
    KeyId first = keys.current().key();
    KeptKey second = keys.rotate(LATER);

    SqlSigningKeys again = open();

    assertThat(again.list()).isEqualTo(keys.list());
    assertThat(again.current().key()).isEqualTo(second.id());
    assertThat(again.filesOf(second.id())).isEqualTo(keys.filesOf(second.id()));
    byte[] message = "a".getBytes(ISO_8859_1);
    assertThat(again.find(first).orElseThrow().sign(message))
        .isEqualTo(keys.find(first).orElseThrow().sign(message));
  }

  @Test
  void areListedWithTheTimeOfTheirRetirement() {
    KeptKey first = keys.list().getFirst();
    assertThat(first.createdAt()).isEqualTo(NOW);
    assertThat(first.retiredAt()).isEmpty();
    assertThat(first.predecessor()).isEmpty();

    KeptKey second = keys.rotate(LATER);

    assertThat(second.createdAt()).isEqualTo(LATER);
    assertThat(second.retiredAt()).isEmpty();
    assertThat(second.predecessor()).contains(first.id());
    assertThat(keys.list()).first().isEqualTo(second);
    assertThat(keys.list().getLast().id()).isEqualTo(first.id());
    assertThat(keys.list().getLast().retiredAt()).contains(LATER);
  }

  @Test
  void formOneChainHoweverManyRotateAtATime() throws Exception {
    List<Future<KeptKey>> rotations = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        rotations.add(threads.submit(() -> keys.rotate(LATER)));
      }
    }

    List<KeptKey> all = keys.list();
    assertThat(all).hasSize(9).isEqualTo(open().list());
    for (Future<KeptKey> rotation : rotations) {
      assertThat(all).extracting(KeptKey::id).contains(rotation.get().id());
    }
  }

  @Test
  void areEncryptedInTheDatabase() throws IOException {
    keys.rotate(LATER);
    List<String> secrets = new ArrayList<>();
    for (KeptKey kept : keys.list()) {
      SigningKeyPair pair = (SigningKeyPair) keys.find(kept.id()).orElseThrow();
      secrets.add(new String(pair.secret(), ISO_8859_1));
    }

    for (String file : List.of("control.db", "control.db-wal")) {
      String bytes = Files.readString(folder.resolve(file), ISO_8859_1);
      assertThat(secrets).noneMatch(bytes::contains);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE signing_keys SET secret = (SELECT secret FROM signing_keys WHERE number = 1)",
        "UPDATE signing_keys SET secret = x'00' WHERE number = 1",
        "UPDATE signing_keys SET public_key = x'00' WHERE number = 2",
        "UPDATE signing_keys SET public_key = zeroblob(32) WHERE number = 2",
        "UPDATE signing_keys SET id = iif(id LIKE 'A%', 'B', 'A') || substr(id, 2) WHERE number = 2",
        "UPDATE signing_keys SET succession = NULL WHERE number = 2",
        "UPDATE signing_keys SET succession = x'00' WHERE number = 2",
        "UPDATE signing_keys SET number = number + 1 WHERE number = 3",
        "UPDATE signing_keys SET succession = (SELECT succession FROM signing_keys WHERE number ="
            + " 3) WHERE number = 2",
        "DELETE FROM signing_keys WHERE number = 1",
        "DELETE FROM signing_keys WHERE number = 2"
      })
  void refuseToStartWhenDamagedRatherThanBeginAnew(String damage) {
    keys.rotate(LATER);
    keys.rotate(LATER);
    tables.database.run(tx -> tx.update(damage));
    long left = tables.count("signing_keys");

    assertThatThrownBy(this::open)
        .isInstanceOf(StartRefusedException.class)
        .hasMessageStartingWith("The signing key ")
        .hasMessageContaining("restore a backup")
        .hasMessageNotContaining("\n");
    assertThat(tables.count("signing_keys")).isEqualTo(left);
  }

  @Test
  void signAsBeforeWhenARotationFails() {
    List<KeptKey> before = keys.list();
    tables.database.run(
        tx ->
            tx.update(
                "CREATE TRIGGER refused BEFORE INSERT ON signing_keys BEGIN SELECT RAISE(ABORT, 'no');"
                    + " END"));

    assertThatThrownBy(() -> keys.rotate(LATER)).isInstanceOf(ControlPlaneException.class);

    assertThat(keys.list()).isEqualTo(before).isEqualTo(open().list());
  }

  private SqlSigningKeys open() {
    return SqlSigningKeys.open(
        tables.database, new SigningKeyRows(tables.secretKey), new SecureRandom(), NOW);
  }
}
