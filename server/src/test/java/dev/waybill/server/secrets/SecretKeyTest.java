package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.manifest.KeyId;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import dev.waybill.server.secrets.SecretBinding.SigningKey;
import dev.waybill.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretKeyTest {
  private static final byte[] CLEAR = "hunter2".getBytes(UTF_8);
  private static final DestinationCredentials HERE =
      new DestinationCredentials(
          new TenantId("acme"), UUID.fromString("0c9f7d04-4f0a-4c43-93f5-3f0d4f9cbb1f"));

  @TempDir Path folder;

  @Test
  void decryptsWithTheKeyThatWasMadeAtTheFirstStart() {
    SecretKey first = SecretKey.open(folder, List.of());
    byte[] sealed = first.encrypt(CLEAR, HERE);

    SecretKey again = SecretKey.open(folder, List.of(first.id()));

    assertThat(again.decrypt(sealed, HERE)).isEqualTo(CLEAR);
    assertThat(new String(sealed, UTF_8)).doesNotContain("hunter2");
  }

  @Test
  void keepsTheKeyWhereOnlyItsOwnerReadsIt() throws IOException {
    SecretKey.open(folder, List.of());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
    assertThat(folder.resolve("secrets.json.unfinished")).doesNotExist();
  }

  @Test
  void bindsASecretToItsTenantAndRow() {
    SecretKey key = SecretKey.open(folder, List.of());
    byte[] sealed = key.encrypt(CLEAR, HERE);
    SecretBinding otherTenant =
        new DestinationCredentials(new TenantId("other"), HERE.integration());
    SecretBinding otherRow = new DestinationCredentials(HERE.tenant(), UUID.randomUUID());

    assertThatThrownBy(() -> key.decrypt(sealed, otherTenant))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.decrypt(sealed, otherRow))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bindsASigningKeyToItsId() {
    SecretKey key = SecretKey.open(folder, List.of());
    SigningKey one = new SigningKey(new KeyId("A".repeat(43)));
    byte[] sealed = key.encrypt(CLEAR, one);

    assertThat(key.decrypt(sealed, one)).isEqualTo(CLEAR);
    assertThatThrownBy(() -> key.decrypt(sealed, new SigningKey(new KeyId("A".repeat(42) + "E"))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> key.decrypt(sealed, HERE)).isInstanceOf(IllegalStateException.class);
  }

  /** Other bytes would turn what is stored already into noise. */
  @Test
  void bindsWithTheBytesOfTheFirstVersion() {
    assertThat(HERE.associatedData())
        .asString(UTF_8)
        .isEqualTo(
            "waybill/1\nDESTINATION_CREDENTIALS\nacme\n0c9f7d04-4f0a-4c43-93f5-3f0d4f9cbb1f");
    assertThat(new SigningKey(new KeyId("A".repeat(43))).associatedData())
        .asString(UTF_8)
        .isEqualTo("waybill/1\nSIGNING_KEY\n" + "A".repeat(43));
  }

  @Test
  void noticesAChangedCiphertext() {
    SecretKey key = SecretKey.open(folder, List.of());
    byte[] sealed = key.encrypt(CLEAR, HERE);
    sealed[sealed.length - 1] ^= 1;

    assertThatThrownBy(() -> key.decrypt(sealed, HERE)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void neverReplacesAKeyThatIsMissing() {
    assertThatThrownBy(() -> SecretKey.open(folder, List.of("12345")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("secrets.json is missing")
        .hasMessageNotContaining("\n");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAnotherKey() throws IOException {
    String id = SecretKey.open(folder, List.of()).id();
    Files.delete(file());
    SecretKey.open(folder, List.of());

    SecretKey other = SecretKey.open(folder, List.of(id));
    assertThatThrownBy(() -> other.require(List.of(id)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not the key that encrypted the stored secrets")
        .hasMessageContaining(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"primaryKeyId\":1,\"key\":[]}", "no json", "[1,2]", "null"})
  void refusesADamagedKeyAndLeavesItAlone(String text) throws IOException {
    Files.writeString(file(), text);

    assertThatThrownBy(() -> SecretKey.open(folder, List.of()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("does not hold a key");
    assertThat(file()).hasContent(text);
  }

  @Test
  void refusesATruncatedKeyWithoutQuotingIt() throws IOException {
    SecretKey.open(folder, List.of());
    String text = Files.readString(file());
    Files.writeString(file(), text.substring(0, text.length() / 2));

    assertThatThrownBy(() -> SecretKey.open(folder, List.of()))
        .isInstanceOf(StartRefusedException.class)
        .hasNoCause();
  }

  /** What a power cut leaves before the rename: no key was used yet, so a new one is made. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{\"primaryKeyId\":12"})
  void startsAnewAfterACrashBeforeTheKeyWasThere(String unfinished) throws IOException {
    Files.writeString(folder.resolve("secrets.json.unfinished"), unfinished);

    SecretKey key = SecretKey.open(folder, List.of());

    byte[] sealed = key.encrypt(CLEAR, HERE);
    assertThat(SecretKey.open(folder, List.of(key.id())).decrypt(sealed, HERE)).isEqualTo(CLEAR);
  }

  @Test
  void adoptsTheKeyAfterACrashBeforeItsIdWasStored() {
    String id = SecretKey.open(folder, List.of()).id();

    assertThat(SecretKey.open(folder, List.of()).id()).isEqualTo(id);
  }

  @Test
  void encryptsWithANewKeyOnlyWhenItIsToldTo() throws KeyEncryptionException {
    SecretKey key = SecretKey.open(folder, List.of());
    String old = key.id();

    key.add();

    assertThat(key.ids()).containsExactly(old, key.newestId()).doesNotHaveDuplicates();
    assertThat(key.id()).isEqualTo(old);
    assertThat(key.encrypt(CLEAR, HERE)).startsWith(SecretKey.prefix(old));
    key.useNewest();
    assertThat(key.id()).isEqualTo(key.newestId()).isNotEqualTo(old);
    assertThat(key.encrypt(CLEAR, HERE)).startsWith(SecretKey.prefix(key.newestId()));
  }

  @Test
  void decryptsWithAllKeysOfTheFileAfterARestart() throws KeyEncryptionException {
    SecretKey key = SecretKey.open(folder, List.of());
    byte[] withTheOld = key.encrypt(CLEAR, HERE);
    key.add();
    key.useNewest();
    byte[] withTheNew = key.encrypt(CLEAR, HERE);

    SecretKey again = SecretKey.open(folder, key.ids());

    assertThat(again.ids()).isEqualTo(key.ids());
    assertThat(again.id()).isEqualTo(key.id());
    assertThat(again.decrypt(withTheOld, HERE)).isEqualTo(CLEAR);
    assertThat(again.decrypt(withTheNew, HERE)).isEqualTo(CLEAR);
  }

  /** Somebody may have read a row just before it was encrypted anew. */
  @Test
  void decryptsWithARemovedKeyForAWhile() throws KeyEncryptionException {
    SecretKey key = SecretKey.open(folder, List.of());
    byte[] sealed = key.encrypt(CLEAR, HERE);
    String old = key.id();
    for (int times = 0; times < 3; times++) {
      key.add();
      key.useNewest();
      key.removeOthers();
    }

    assertThat(key.ids()).containsExactly(key.id()).doesNotContain(old);
    assertThat(key.decrypt(sealed, HERE)).isEqualTo(CLEAR);
    SecretKey again = SecretKey.open(folder, key.ids());
    assertThat(again.id()).isEqualTo(key.id());
    assertThatThrownBy(() -> again.decrypt(sealed, HERE)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keepsNoEndlessRowOfRemovedKeys() throws KeyEncryptionException {
    SecretKey key = SecretKey.open(folder, List.of());
    byte[] longAgo = key.encrypt(CLEAR, HERE);
    byte[] justNow = longAgo;
    for (int times = 0; times < 100; times++) {
      justNow = key.encrypt(CLEAR, HERE);
      key.add();
      key.useNewest();
      key.removeOthers();
    }

    assertThat(key.decrypt(justNow, HERE)).isEqualTo(CLEAR);
    assertThat(key.decrypt(key.encrypt(CLEAR, HERE), HERE)).isEqualTo(CLEAR);
    assertThatThrownBy(() -> key.decrypt(longAgo, HERE)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void looksIntoAFileThatIsNotInItsPlaceYet() throws KeyEncryptionException {
    SecretKey key = SecretKey.open(folder, List.of());
    String old = key.id();
    key.add();

    SecretKey.requireKeys(file(), key.ids());
    SecretKey.requireKeys(file(), List.of(old));
    assertThatThrownBy(() -> SecretKey.requireKeys(file(), List.of(old, "1")))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not the key")
        .hasMessageContaining("needed is " + old + ", 1");
    assertThatThrownBy(() -> SecretKey.requireKeys(folder.resolve("none"), List.of(old)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is missing");
  }

  /** Which key encrypted a secret must be seen before it is decrypted. */
  @Test
  void refusesAKeyThatDoesNotMarkWhatItEncrypts() throws IOException {
    SecretKey.open(folder, List.of());
    Files.writeString(file(), Files.readString(file()).replace("\"TINK\"", "\"RAW\""));

    assertThatThrownBy(() -> SecretKey.open(folder, List.of()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("does not hold a key");
  }

  @Test
  void showsNothingOfTheKey() throws IOException {
    SecretKey key = SecretKey.open(folder, List.of());

    assertThat(key).hasToString("SecretKey[" + key.id() + "]");
    assertThat(Files.readString(file())).contains(key.id());
  }

  private Path file() {
    return folder.resolve("secrets.json");
  }
}
