package dev.waybill.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.server.backup.Backup.StoredFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackupJsonTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final Backup BACKUP = backup("log/000012.sst", Optional.of(Instant.EPOCH));

  @Test
  void readsWhatItWrote() throws BackupJson.UnreadableException {
    assertThat(BackupJson.read(BackupJson.write(BACKUP))).isEqualTo(BACKUP);
    Backup empty = backup("log/000013.log", Optional.empty());
    assertThat(BackupJson.read(BackupJson.write(empty))).isEqualTo(empty);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"tenants\"", "1.0", "000012", "0123", "\"files\""})
  void noticesWhatWasAltered(String part) {
    String text = BackupJson.write(BACKUP);
    String altered = text.replaceFirst(part, part.replaceFirst("[a-z0-9]", "x"));

    assertThat(altered).isNotEqualTo(text);
    assertDamaged(altered);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"format\":1}",
        "{\"format\":2}",
        "{\"format\":\"1\"}"
      })
  void refusesWhatIsNoIndex(String text) {
    assertDamaged(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "log/../../x", "/etc/passwd", "log/a/b", "log/..", "keys/x", ""})
  void refusesFilesThatWouldLieElsewhere(String path) {
    assertDamaged(BackupJson.write(backup(path, Optional.empty())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"control.db", "log/CURRENT"})
  void refusesABackupWithoutControlPlaneOrLog(String missing) {
    List<StoredFile> files =
        BACKUP.files().stream().filter(file -> !file.path().equals(missing)).toList();

    assertDamaged(BackupJson.write(backup(Optional.empty(), files)));
  }

  @Test
  void namesTheVersionThatReadsANewerFormat() {
    assertThatThrownBy(() -> BackupJson.read("{\"format\":3,\"waybill\":\"3.1\"}"))
        .hasMessageContaining("has format 3")
        .hasMessageContaining("knows format 2")
        .hasMessageContaining("restore with the version that made it (3.1)");
  }

  @Test
  void readsBackupsFromBeforeThereWereRotations() throws BackupJson.UnreadableException {
    String before =
        BackupJson.write(BACKUP)
            .replace("\"format\" : 2", "\"format\" : 1")
            .replace("\"secretKeys\" : [ \"41\", \"42\" ]", "\"secretKey\" : \"42\"");

    assertThat(BackupJson.read(withChecksum(before)).secretKeys()).containsExactly("42");
  }

  @Test
  void tellsVersionsFromBeforeThereWereRotationsThatItIsNewer() {
    assertThat(BackupJson.write(BACKUP)).contains("\"format\" : 2");
  }

  @ParameterizedTest
  @CsvSource({"1,2", "2,1", "2,0"})
  void refusesKeysInTheFormOfAnotherFormat(String has, String says) {
    String keys = has.equals("1") ? "\"secretKey\" : \"42\"" : "\"secretKeys\" : [ \"42\" ]";
    String mixed =
        BackupJson.write(BACKUP)
            .replace("\"format\" : 2", "\"format\" : " + says)
            .replace("\"secretKeys\" : [ \"41\", \"42\" ]", keys);

    assertDamaged(withChecksum(mixed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"42\"", "[ 42 ]", "null", "{ }"})
  void refusesKeysThatAreNone(String keys) {
    String altered = BackupJson.write(BACKUP).replace("[ \"41\", \"42\" ]", keys);

    assertDamaged(withChecksum(altered));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "2147483648", "9223372036854775808", "1.5", "\"1\"", "null"})
  void refusesAnIncarnationThatIsNone(String incarnation) {
    String text = BackupJson.write(BACKUP);
    String altered = text.replaceFirst("\"incarnation\" : 7", "\"incarnation\" : " + incarnation);

    assertDamaged(withChecksum(altered));
  }

  /** As whoever altered it would write it. */
  private static String withChecksum(String altered) {
    String unsigned = altered.replaceFirst(",\\R  \"sha256\" : \"[0-9a-f]+\"\\R}\\R$", "\n}");
    String checksum =
        HexFormat.of().formatHex(Sha256.digest().digest(unsigned.getBytes(StandardCharsets.UTF_8)));
    return unsigned.replaceFirst("\\R}$", ",\n  \"sha256\" : \"" + checksum + "\"\n}\n");
  }

  private static void assertDamaged(String text) {
    assertThatThrownBy(() -> BackupJson.read(text))
        .isInstanceOf(BackupJson.UnreadableException.class)
        .hasMessageContaining("is damaged");
  }

  private static Backup backup(String path, Optional<Instant> lastReceived) {
    return backup(
        lastReceived,
        List.of(
            new StoredFile("control.db", 10, HASH),
            new StoredFile("log/CURRENT", 16, HASH),
            new StoredFile(path, 20, HASH)));
  }

  private static Backup backup(Optional<Instant> lastReceived, List<StoredFile> files) {
    return new Backup("1.0", Instant.EPOCH, lastReceived, 7, 2, 3, List.of("41", "42"), files);
  }
}
