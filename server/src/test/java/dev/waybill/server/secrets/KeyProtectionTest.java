package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.Samples;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.powercut.VolatileDisk;
import dev.waybill.server.powercut.VolatileDisk.Loss;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyProtectionTest {
  private static final byte[] CLEAR = "hunter2".getBytes(UTF_8);
  private static final SecretBinding HERE =
      new DestinationCredentials(Samples.TENANT, new UUID(1, 2));

  @TempDir private Path folder;
  private final ForeignKey one = new ForeignKey("one");
  private final ForeignKey other = new ForeignKey("other");

  @Test
  void encryptsTheFileButNotTheSecrets() throws IOException {
    SecretKey key = open(by(one));
    byte[] sealed = key.encrypt(CLEAR, HERE);
    int asked = one.asked();
    for (int times = 0; times < 10; times++) {
      assertThat(key.decrypt(sealed, HERE)).isEqualTo(CLEAR);
    }

    assertThat(one.asked()).as("never for a request").isEqualTo(asked);
    assertThat(Files.readString(file()))
        .contains(
            "\"protectedBy\":\"one\"",
            "\"encryptedBy\":\"exactly one\"",
            "encryptedKeyset",
            key.id())
        .doesNotContain("\"key\":");
    assertThat(SecretKey.open(folder, by(one), key.ids()).decrypt(sealed, HERE)).isEqualTo(CLEAR);
  }

  @Test
  void movesFromTheFileToAKeyElsewhereAndBack() throws IOException {
    SecretKey clear = open(KeyProtection.NONE);
    byte[] sealed = clear.encrypt(CLEAR, HERE);
    String text = Files.readString(file());

    SecretKey moved = SecretKey.open(folder, by(one), clear.ids());
    assertThat(moved.decrypt(sealed, HERE)).isEqualTo(CLEAR);
    assertThat(Files.readString(file())).contains("\"protectedBy\":\"one\"");
    SecretKey further = SecretKey.open(folder, from(one, Optional.of(other)), clear.ids());
    assertThat(further.decrypt(sealed, HERE)).isEqualTo(CLEAR);
    assertThat(Files.readString(file())).contains("\"protectedBy\":\"other\"");
    SecretKey back = SecretKey.open(folder, from(other, Optional.empty()), clear.ids());

    assertThat(back.decrypt(sealed, HERE)).isEqualTo(CLEAR);
    assertThat(Files.readString(file())).isEqualTo(text);
  }

  @Test
  void neverPutsTheKeyInClearBecauseASettingIsMissing() throws IOException {
    open(by(one));
    String text = Files.readString(file());

    assertThatThrownBy(() -> open(KeyProtection.NONE))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is encrypted with the key one")
        .hasMessageContaining("set secrets.kms-key to that, or secrets.kms-key-before")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> open(by(other))).isInstanceOf(StartRefusedException.class);
    assertThat(file()).hasContent(text);
  }

  @Test
  void refusesToStartWhileTheKeyElsewhereDoes() throws IOException {
    open(by(one));
    String text = Files.readString(file());
    one.refuse("it is disabled: enable it.");

    assertThatThrownBy(() -> open(by(one)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("secrets.json cannot be decrypted: it is disabled: enable it.")
        .hasMessageNotContaining("\n");
    assertThat(file()).hasContent(text);
  }

  @Test
  void makesNoKeyThatCannotBeProtected() {
    one.refuse("it is disabled: enable it.");

    assertThatThrownBy(() -> open(by(one)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("cannot be encrypted: it is disabled");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void rotatesNothingThatCannotBeProtected() throws Exception {
    SecretKey key = open(by(one));
    String id = key.id();
    byte[] sealed = key.encrypt(CLEAR, HERE);
    String text = Files.readString(file());
    one.refuse("it is disabled: enable it.");

    assertThatThrownBy(key::add)
        .isInstanceOf(KeyEncryptionException.class)
        .hasMessageContaining("is disabled");

    assertThat(file()).hasContent(text);
    assertThat(key.ids()).containsExactly(id);
    assertThat(key.decrypt(sealed, HERE)).isEqualTo(CLEAR);
    one.work();
    key.add();
    key.useNewest();
    key.removeOthers();
    assertThat(SecretKey.open(folder, by(one), key.ids()).id()).isEqualTo(key.id());
  }

  @Test
  void tellsWithoutTheKeyElsewhereWhichKeysTheFileHas() {
    SecretKey key = open(by(one));
    one.refuse("it is disabled: enable it.");

    SecretKey.requireKeys(file(), key.ids());
    assertThatThrownBy(() -> SecretKey.requireKeys(file(), List.of("1")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not the key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"protectedBy\":\"one\"}",
        "{\"protectedBy\":1,\"encryptedBy\":\"exactly one\",\"keys\":[],\"keyset\":{}}",
        "{\"protectedBy\":\"one\",\"encryptedBy\":\"exactly one\",\"keys\":[],\"keyset\":{}}",
        "{\"protectedBy\":\"one\",\"encryptedBy\":\"exactly one\",\"keys\":[1],\"keyset\":{}}",
        "{\"protectedBy\":\"one\",\"encryptedBy\":\"exactly one\",\"keys\":[],\"keyset\":{\"encryptedKeyset\":\"AAAA\"}}",
        "{\"protectedBy\":\"one\",\"encryptedBy\":\"exactly one\",\"keys\":{},\"keyset\":[]}",
        "{\"protectedBy\":\"one\",\"keys\":[],\"keyset\":{}}",
        "{\"protectedBy\":\"one\",\"encryptedBy\":null,\"keys\":[],\"keyset\":{}}"
      })
  void refusesADamagedFileAndLeavesItAlone(String text) throws IOException {
    Files.writeString(file(), text);

    assertThatThrownBy(() -> open(by(one)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("secrets.json")
        .hasMessageNotContaining("\n");
    assertThat(file()).hasContent(text);
  }

  @Test
  void losesNoKeyIfThePowerFailsWhileItMoves() throws IOException {
    VolatileDisk disk = new VolatileDisk(Files.createDirectory(folder.resolve("keys")));
    SecretKey key = SecretKey.open(disk.root(), List.of());
    byte[] sealed = key.encrypt(CLEAR, HERE);
    List<String> cuts = new ArrayList<>();
    disk.tell(
        moment -> {
          for (Loss loss : Loss.values()) {
            Path after = folder.resolve("cut-" + cuts.size() + "-" + loss);
            disk.cutPower(loss, after);
            SecretKey again = SecretKey.open(after, from(one, Optional.of(other)), key.ids());
            assertThat(again.decrypt(sealed, HERE)).as(moment + " " + loss).isEqualTo(CLEAR);
          }
          cuts.add(moment);
        });

    SecretKey.open(disk.root(), by(one), key.ids());
    SecretKey.open(disk.root(), from(one, Optional.of(other)), key.ids());
    SecretKey.open(disk.root(), from(other, Optional.of(one)), key.ids());

    assertThat(cuts).hasSizeGreaterThanOrEqualTo(12);
  }

  private SecretKey open(KeyProtection protection) {
    return SecretKey.open(folder, protection, List.of());
  }

  private static KeyProtection by(KeyEncryptionKey key) {
    return new KeyProtection(Optional.of(key), Optional.empty());
  }

  private static KeyProtection from(KeyEncryptionKey before, Optional<KeyEncryptionKey> now) {
    return new KeyProtection(now, Optional.of(before));
  }

  private Path file() {
    return folder.resolve("secrets.json");
  }
}
