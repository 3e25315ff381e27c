package dev.waybill.server.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.event.EventBatch;
import dev.waybill.event.OwnEvents;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportJob;
import dev.waybill.export.JobStatus;
import dev.waybill.export.JobView;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import dev.waybill.integration.IntegrationDraft;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.Position;
import dev.waybill.server.audit.AuditOutbox;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.server.backup.Backup.StoredFile;
import dev.waybill.server.backup.BackupFolder;
import dev.waybill.server.backup.Crash;
import dev.waybill.server.backup.KeyChoice;
import dev.waybill.server.backup.LiveData;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.outbox.OutboxThread;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestoreTest {
  private static final Instant NOW = Samples.NOW.plus(Duration.ofHours(2));
  private static final Person OPERATOR =
      new Person(
          "https://id.example.com",
          "42",
          "Ada",
          Optional.empty(),
          Set.of(Permission.OPERATOR),
          new UUID(1, 1));

  @TempDir private Path folder;
  private BackupFolder backup;
  private Path restored;
  private ExportConfiguration configuration;
  private ExportJob open;
  private final IntegrationDraft draft = Samples.draft(LiveData.TENANT);
  private Stream former;
  private String token;

  @BeforeEach
  void makeABackup() throws IOException {
    backup = new BackupFolder(folder.resolve("backup"));
    restored = folder.resolve("restored");
    try (LiveData data = LiveData.open(folder.resolve("data"))) {
      configuration = data.export("archive");
      data.controlPlane.integrationChanges().draft(draft, Optional.empty());
      data.append("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
      open = data.plan(configuration);
      former = data.stream(configuration.id());
      token = data.controlPlane.sessions().start(OPERATOR, Samples.NOW, NOW).orElseThrow().token();
      data.backup(backup.path(), KeyChoice.INCLUDED);
      data.append("lost");
    }
  }

  @Test
  void goesOnInANewIncarnationWithoutGivingAnythingTwice() throws IOException {
    RestoreReport report = restore(Optional.empty());

    try (LiveData data = LiveData.open(restored)) {
      assertThat(data.log.incarnation()).isEqualTo(report.incarnation());
      assertThat(data.controlPlane.incarnation()).isEqualTo(report.incarnation());
      assertThat(data.ids()).containsExactly("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
      Position next = data.append("new");
      assertThat(next).isEqualTo(Position.of(report.incarnation(), 11));

      Stream stream = data.stream(configuration.id());
      assertThat(stream.id()).isNotEqualTo(former.id());
      assertThat(stream.id().prefix()).isNotEqualTo(former.id().prefix());
      assertThat(stream.nextSequence()).isEqualTo(1);
      assertThat(stream.nextOrdinal()).isEqualTo(1);
      assertThat(stream.cursor()).isEqualTo(former.cursor());
      assertThat(stream.receivedThrough()).isEqualTo(former.receivedThrough());
      assertThat(data.controlPlane.furthestPositions())
          .containsEntry(LiveData.TENANT, former.cursor());
    }
  }

  @Test
  void whatTheServiceRecordedIsThereOnceWhereverTheBackupFoundIt() throws IOException {
    restore(Optional.empty());

    try (LiveData data = LiveData.open(restored)) {
      AuditOutbox outbox = data.controlPlane.auditOutbox();
      List<Waiting> waiting = outbox.oldest(100);
      assertThat(waiting).hasSizeGreaterThan(1);
      EventBatch brought = OwnEvents.read(List.of(waiting.getFirst().event())).batch();
      assertThat(data.log.append(brought, ConflictPolicy.REJECT_EVENT))
          .isInstanceOf(AppendOutcome.Appended.class);

      try (OutboxThread thread = new OutboxThread(outbox, data.log, new TenantDeletions())) {
        thread.start();
      }

      assertThat(outbox.oldest(1)).isEmpty();
      assertThat(data.ids())
          .containsOnlyOnceElementsOf(
              waiting.stream()
                  .filter(one -> one.tenant().equals(LiveData.TENANT))
                  .map(one -> one.id().toString())
                  .toList());
    }
  }

  @Test
  void bringsBackNoSessionThatMayHaveEndedSince() throws IOException {
    assertThat(session(folder.resolve("data"))).isPresent();

    restore(Optional.empty());

    assertThat(session(restored)).isEmpty();
  }

  private Optional<Session> session(Path data) {
    try (LiveData opened = LiveData.open(data)) {
      return opened.controlPlane.sessions().find(token, Samples.NOW, Duration.ofHours(1));
    }
  }

  @Test
  void bringsBackDraftsWhoseExternalIdsCustomersKnow() throws IOException {
    restore(Optional.empty());

    try (LiveData data = LiveData.open(restored)) {
      assertThat(data.controlPlane.storageIntegrations().drafts(LiveData.TENANT))
          .containsExactly(draft);
    }
  }

  @Test
  void cancelsWhatWasUnfinishedAndPlansItAnew() throws IOException {
    restore(Optional.empty());

    try (LiveData data = LiveData.open(restored)) {
      List<JobView> jobs = history(data);
      assertThat(jobs).hasSize(1);
      assertThat(jobs.getFirst().job().id()).isEqualTo(open.id());
      assertThat(jobs.getFirst().job().status()).isEqualTo(JobStatus.CANCELLED);
      assertThat(data.controlPlane.exportLedger().due(NOW, 10)).containsExactly(configuration.id());
      ExportJob again = data.plan(configuration);
      assertThat(again.sequence()).isEqualTo(1);
      assertThat(again.range()).isEqualTo(open.range());
      assertThat(again.stream()).isNotEqualTo(open.stream());
      assertThat(history(data))
          .extracting(view -> view.job().id())
          .containsExactly(again.id(), open.id());
    }
  }

  @Test
  void worksASecondTime() throws IOException {
    restore(Optional.empty());
    Path second = folder.resolve("second");

    new Restore(NOW, UUID::randomUUID, _ -> {}).restore(backup, second, Optional.empty());

    try (LiveData one = LiveData.open(restored);
        LiveData other = LiveData.open(second)) {
      assertThat(other.stream(configuration.id()).id())
          .isNotEqualTo(one.stream(configuration.id()).id());
      assertThat(other.ids()).isEqualTo(one.ids());
    }
  }

  @Test
  void countsIncarnationsOnFromTheBackups() throws IOException {
    RestoreReport first = restore(Optional.empty());
    Path next = folder.resolve("backup-2");
    try (LiveData data = LiveData.open(restored)) {
      data.append("new");
      data.backup(next, KeyChoice.INCLUDED);
    }

    RestoreReport second =
        new Restore(NOW, UUID::randomUUID, _ -> {})
            .restore(new BackupFolder(next), folder.resolve("second"), Optional.empty());

    assertThat(second.incarnation()).isEqualTo(first.incarnation() + 1);
    try (LiveData data = LiveData.open(folder.resolve("second"))) {
      assertThat(data.append("newer")).isEqualTo(Position.of(second.incarnation(), 12));
      assertThat(data.ids()).hasSize(13);
    }
  }

  @ParameterizedTest
  @EnumSource(RestoreStep.class)
  void isRefusedWithAdviceAfterACrashAtAnyStep(RestoreStep crashed) {
    Restore restore =
        new Restore(
            NOW,
            UUID::randomUUID,
            step -> {
              if (step == crashed) {
                throw new Crash(step);
              }
            });

    assertThatThrownBy(() -> restore.restore(backup, restored, Optional.empty()))
        .isInstanceOf(Crash.class);

    assertThatThrownBy(() -> DataDirectory.open(restored))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("did not finish")
        .hasMessageContaining("delete the folder and restore again");
    assertThatThrownBy(() -> restore(Optional.empty()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("delete the folder and restore again");
  }

  @ParameterizedTest
  @EnumSource(RestoreStep.class)
  void canBeTriedAgainAfterAFailureAtAnyStep(RestoreStep failing) throws IOException {
    Restore restore =
        new Restore(
            NOW,
            UUID::randomUUID,
            step -> {
              if (step == failing) {
                throw new IllegalStateException("the disk is full");
              }
            });

    assertThatThrownBy(() -> restore.restore(backup, restored, Optional.empty()))
        .hasMessage("the disk is full");

    restore(Optional.empty());
    LiveData.open(restored).close();
  }

  @Test
  void completesARestoreThatOnlyLacksItsLastStep() throws IOException {
    restore(Optional.empty());
    Files.writeString(restored.resolve("restoring"), "from a backup\n");

    LiveData.open(restored).close();

    assertThat(restored.resolve("restoring")).doesNotExist();
  }

  @Test
  void refusesABackupOfWhichAnyFileIsMissing() throws IOException {
    for (StoredFile stored : backup.read().files()) {
      Path file = backup.file(stored);
      Path aside = folder.resolve("aside");
      Files.move(file, aside);

      assertRefused(file);

      Files.move(aside, file);
    }
    restore(Optional.empty());
  }

  @Test
  void refusesABackupOfWhichAnyFileIsCutShortOrAltered() throws IOException {
    for (StoredFile stored : backup.read().files()) {
      Path file = backup.file(stored);
      byte[] whole = Files.readAllBytes(file);
      if (whole.length > 0) {
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertRefused(file);

        byte[] altered = whole.clone();
        altered[whole.length / 2] ^= 1;
        Files.write(file, altered);
        assertRefused(file);
        Files.write(file, whole);
      }
    }
    restore(Optional.empty());
  }

  @Test
  void refusesAFolderThatIsNoBackup() throws IOException {
    Files.delete(backup.path().resolve("backup.json"));

    assertThatThrownBy(() -> restore(Optional.empty()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("no complete backup");
    assertThat(restored).doesNotExist();
  }

  @Test
  void restoresIntoNothingThatHoldsAnything() throws IOException {
    Files.createDirectory(restored);
    Files.writeString(restored.resolve("mine.txt"), "mine");

    assertThatThrownBy(() -> restore(Optional.empty()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("'mine.txt'")
        .hasMessageContaining("an empty folder or a new one");
    try (var entries = Files.list(restored)) {
      assertThat(entries).containsExactly(restored.resolve("mine.txt"));
    }
  }

  @Test
  void restoresNotOverADataDirectory() {
    Path data = folder.resolve("data");

    assertThatThrownBy(
            () ->
                new Restore(NOW, UUID::randomUUID, _ -> {}).restore(backup, data, Optional.empty()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is a data directory already");
    LiveData.open(data).close();
  }

  @Test
  void takesTheRightKeyFileAndNoOther() throws IOException {
    Path right = folder.resolve("data/keys/secrets.json");
    try (LiveData other = LiveData.open(folder.resolve("other"))) {
      other.append("x");
    }
    Path wrong = folder.resolve("other/keys/secrets.json");

    assertThatThrownBy(() -> restore(Optional.of(wrong)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not the key");
    assertThatThrownBy(() -> restore(Optional.of(folder.resolve("none.json"))))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("There is no key file");
    Path none = Files.writeString(folder.resolve("no-key.json"), "{}");
    assertThatThrownBy(() -> restore(Optional.of(none)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("does not hold a key");
    assertThat(restored).doesNotExist();
    restore(Optional.of(right));
    LiveData.open(restored).close();
  }

  /** The key was removed from the server's file, but the backup has a copy of its own. */
  @Test
  void readsItsSecretsHoweverOftenTheKeyWasRotatedSince() throws IOException {
    try (LiveData data = LiveData.open(folder.resolve("data"))) {
      data.rotateSecretKey();
    }
    Path rotated = folder.resolve("data/keys/secrets.json");

    assertThatThrownBy(() -> restore(Optional.of(rotated)))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("is not the key")
        .hasMessageContaining("needed is " + keyId());
    restore(Optional.empty());

    try (LiveData data = LiveData.open(restored)) {
      assertThat(
              data.controlPlane
                  .storageIntegrations()
                  .credentials(LiveData.TENANT, configuration.integration()))
          .contains(Samples.CREDENTIALS);
    }
  }

  @Test
  void leavesTheKeyToTheOperatorIfTheBackupHasNone() throws IOException {
    BackupFolder without = new BackupFolder(folder.resolve("without"));
    try (LiveData data = LiveData.open(folder.resolve("data"))) {
      data.backup(without.path(), KeyChoice.LEFT_OUT);
    }

    RestoreReport report =
        new Restore(NOW, UUID::randomUUID, _ -> {}).restore(without, restored, Optional.empty());

    assertThat(report.lines())
        .anyMatch(line -> line.contains("put the key file with key " + keyId()));
    assertThatThrownBy(() -> LiveData.open(restored))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining("secrets.json is missing");
    Files.copy(folder.resolve("data/keys/secrets.json"), restored.resolve("keys/secrets.json"));
    LiveData.open(restored).close();
  }

  @Test
  void tellsWhatTheClockWillMean() throws IOException {
    assertThat(restore(Optional.empty()).lines()).noneMatch(line -> line.contains("clock"));

    assertThat(linesAt(Samples.NOW.plus(Duration.ofDays(2))))
        .contains("retention deletes nothing until 'waybill admin clock confirm'");
    assertThat(linesAt(Samples.NOW.plus(Duration.ofDays(31))))
        .contains("takes no events and deletes nothing until 'waybill admin clock confirm'");
    assertThat(linesAt(Samples.NOW.minus(Duration.ofDays(1)))).contains("is before the last event");
  }

  private String linesAt(Instant now) throws IOException {
    Path target = folder.resolve(UUID.randomUUID().toString());
    return String.join(
        "\n",
        new Restore(now, UUID::randomUUID, _ -> {})
            .restore(backup, target, Optional.empty())
            .lines());
  }

  private RestoreReport restore(Optional<Path> keyFile) throws IOException {
    return new Restore(NOW, UUID::randomUUID, _ -> {}).restore(backup, restored, keyFile);
  }

  private void assertRefused(Path file) {
    assertThatThrownBy(() -> restore(Optional.empty()))
        .as(file.toString())
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(file.toString());
    assertThat(restored.resolve("format")).doesNotExist();
    assertThat(restored.resolve("restoring")).doesNotExist();
  }

  private String keyId() {
    return backup.read().secretKeys().getFirst();
  }

  private List<JobView> history(LiveData data) {
    return data.controlPlane
        .exportHistory()
        .jobs(LiveData.TENANT, configuration.id(), 10, Optional.empty());
  }
}
