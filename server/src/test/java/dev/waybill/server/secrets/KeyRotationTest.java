package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.export.Samples;
import dev.waybill.server.backup.Crash;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import dev.waybill.time.SettableTime;
import dev.waybill.time.TimeSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyRotationTest {
  private static final int BATCH = 3;
  private static final TimeSource TIME = new SettableTime(Samples.NOW);

  @TempDir private Path folder;
  private final InMemorySecrets secrets = new InMemorySecrets();
  private final List<RotationStep> steps = new ArrayList<>();
  private SecretKey key;

  @BeforeEach
  void open() {
    key = SecretKey.open(folder, secrets.keys());
    secrets.record(key.id(), Samples.NOW);
  }

  @Test
  void encryptsEverythingWithANewKeyAndRemovesTheOldOne() throws Exception {
    fill(8);
    String old = key.id();

    rotate();

    assertThat(key.ids()).containsExactly(key.id()).doesNotContain(old);
    assertThat(secrets.keys()).containsExactly(key.id());
    assertThat(secrets.prefixes()).containsExactly(prefix(key.id()));
    assertReadable(SecretKey.open(folder, secrets.keys()), 8);
    assertThat(Files.readString(folder.resolve(SecretKey.FILE))).doesNotContain(old);
    assertThat(steps)
        .containsExactly(
            RotationStep.ADDING_KEY,
            RotationStep.RECORDING_KEY,
            RotationStep.ENCRYPTING,
            RotationStep.ENCRYPTING,
            RotationStep.ENCRYPTING,
            RotationStep.ENCRYPTING,
            RotationStep.FORGETTING_OLD_KEY,
            RotationStep.REMOVING_OLD_KEY);
  }

  @Test
  void makesANewKeyEachTime() throws Exception {
    fill(1);
    List<String> ids = new ArrayList<>();
    for (int times = 0; times < 5; times++) {
      rotate();
      ids.add(key.id());
    }

    assertThat(ids).doesNotHaveDuplicates();
    assertReadable(key, 1);
  }

  @Test
  void rotatesWhereNothingIsEncrypted() throws Exception {
    String old = key.id();

    rotate();

    assertThat(secrets.keys()).containsExactly(key.id()).doesNotContain(old);
  }

  @ParameterizedTest
  @EnumSource(RotationStep.class)
  void isFinishedAfterACrashBeforeAnyStep(RotationStep crashed) throws Exception {
    fill(8);
    String old = key.id();
    assertThatThrownBy(() -> rotation(crashBefore(crashed)).run()).isInstanceOf(Crash.class);

    SecretKey restarted = SecretKey.open(folder, secrets.keys());
    restarted.require(secrets.keys());
    assertReadable(restarted, 8);
    key = restarted;
    assertThat(rotation(_ -> {}).isUnfinished()).isEqualTo(crashed != RotationStep.ADDING_KEY);
    rotate();

    assertThat(key.ids()).containsExactly(key.id()).doesNotContain(old);
    assertThat(secrets.prefixes()).containsExactly(prefix(key.id()));
    assertReadable(SecretKey.open(folder, secrets.keys()), 8);
  }

  /** The process lives on, and the command is given again. */
  @ParameterizedTest
  @EnumSource(RotationStep.class)
  void goesOnWhereItStopped(RotationStep failing) throws Exception {
    fill(8);
    assertThatThrownBy(() -> rotation(crashBefore(failing)).run()).isInstanceOf(Crash.class);
    assertReadable(key, 8);
    List<String> keys = key.ids();

    rotate();

    assertThat(key.ids()).containsExactly(key.id());
    assertThat(keys.size() == 1 || keys.contains(key.id())).as("no third key").isTrue();
    assertReadable(key, 8);
  }

  @Test
  void neverOverwritesWhatWasChangedMeanwhile() throws Exception {
    fill(3);
    secrets.beforeReplacing(() -> secrets.put(binding(1), key.encrypt(clear(77), binding(1))));

    rotate();

    assertThat(key.decrypt(secrets.get(binding(1)), binding(1))).isEqualTo(clear(77));
    assertThat(key.decrypt(secrets.get(binding(2)), binding(2))).isEqualTo(clear(2));
  }

  @Test
  void bringsNothingBackThatWasDeletedMeanwhile() throws Exception {
    fill(3);
    secrets.beforeReplacing(() -> secrets.remove(binding(1)));

    rotate();

    assertThat(secrets.all()).hasSize(2);
  }

  /** A write that began before the new key was used, and ended behind the rotation's back. */
  @Test
  void encryptsAlsoWhatWasWrittenWithTheOldKeyWhileItWentOn() throws Exception {
    fill(3);
    byte[] late = key.encrypt(clear(0), binding(0));
    rotation(
            step -> {
              if (step == RotationStep.FORGETTING_OLD_KEY
                  && steps.stream().noneMatch(step::equals)) {
                secrets.put(binding(0), late);
              }
              steps.add(step);
            })
        .run();

    assertThat(steps).filteredOn(RotationStep.FORGETTING_OLD_KEY::equals).hasSize(2);
    assertReadable(SecretKey.open(folder, secrets.keys()), 3);
  }

  @Test
  void stopsAtASecretThatCannotBeReadAndKeepsTheOldKey() throws Exception {
    fill(3);
    String old = key.id();
    byte[] damaged = secrets.get(binding(2));
    damaged[damaged.length - 1] ^= 1;
    secrets.put(binding(2), damaged);

    assertThatThrownBy(this::rotate)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(binding(2).toString());

    assertThat(key.ids()).contains(old);
    assertThat(secrets.keys()).contains(old);
  }

  @Test
  void twoAtOnceAreOne() {
    fill(300);
    CountDownLatch bothCame = new CountDownLatch(1);
    secrets.beforeReplacing(
        () -> {
          try {
            bothCame.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    try (KeyRotations rotations = new KeyRotations(key, secrets, TIME)) {
      rotations.start();
      rotations.start();
      bothCame.countDown();
      awaitEnd(rotations);

      assertThat(rotations.last().orElseThrow().encrypted()).isEqualTo(300);
      assertThat(secrets.everRecorded()).hasSize(2).endsWith(key.id());
    }
  }

  @Test
  void isFinishedByTheNextStart() {
    fill(8);
    assertThatThrownBy(() -> rotation(crashBefore(RotationStep.FORGETTING_OLD_KEY)).run())
        .isInstanceOf(Crash.class);
    key = SecretKey.open(folder, secrets.keys());
    try (KeyRotations rotations = new KeyRotations(key, secrets, TIME)) {
      rotations.resume();
      awaitEnd(rotations);
    }

    assertThat(key.ids()).containsExactly(key.id());
    try (KeyRotations rotations = new KeyRotations(key, secrets, TIME)) {
      rotations.resume();
      assertThat(rotations.last()).as("nothing is left to do").isEmpty();
    }
  }

  @Test
  void saysWhyItStoppedInOneLine() {
    fill(1);
    secrets.beforeReplacing(
        () -> {
          throw new IllegalStateException("the disk\nis full");
        });
    try (KeyRotations rotations = new KeyRotations(key, secrets, TIME)) {
      rotations.start();
      awaitEnd(rotations);

      assertThat(rotations.last().orElseThrow().progress())
          .isInstanceOfSatisfying(
              RotationStatus.Failed.class,
              failed ->
                  assertThat(failed.why())
                      .contains("the disk is full", "run it again")
                      .doesNotContain("\n"));
      secrets.beforeReplacing(() -> {});
      rotations.start();
      awaitEnd(rotations);
      assertThat(rotations.last().orElseThrow().progress())
          .isInstanceOf(RotationStatus.Succeeded.class);
    }
  }

  /** Writers and readers see no error, whatever the rotation is doing. */
  @Test
  void letsSecretsBeReadAndWrittenAllTheTime() throws Exception {
    fill(20);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> users =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(user -> threads.submit(() -> use(user)))
              .toList();
      while (users.stream().anyMatch(user -> !user.isDone())) {
        rotate();
      }
      for (Future<?> user : users) {
        user.get();
      }
    }
    rotate();
    assertThat(secrets.prefixes()).containsExactly(prefix(key.id()));
  }

  private void use(int user) {
    for (int times = 0; times < 500; times++) {
      SecretBinding mine = binding(user);
      byte[] read = secrets.get(mine);
      assertThat(key.decrypt(read, mine)).isNotEmpty();
      byte[] changed = clear(1_000 + times);
      secrets.put(mine, () -> key.encrypt(changed, mine));
      assertThat(key.decrypt(secrets.get(mine), mine)).isEqualTo(changed);
    }
  }

  private static void awaitEnd(KeyRotations rotations) {
    await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !rotations.last().orElseThrow().isRunning());
  }

  private static Consumer<RotationStep> crashBefore(RotationStep crashed) {
    return step -> {
      if (step == crashed) {
        throw new Crash(step);
      }
    };
  }

  private void rotate() throws KeyEncryptionException, InterruptedException {
    rotation(steps::add).run();
  }

  private KeyRotation rotation(Consumer<RotationStep> begins) {
    return new KeyRotation(
        key,
        secrets,
        TIME,
        new KeyRotation.Listener() {
          @Override
          public void begins(RotationStep step) {
            begins.accept(step);
          }

          @Override
          public void encrypted(int count) {
            assertThat(count).isBetween(0, BATCH);
          }
        },
        BATCH);
  }

  private void fill(int count) {
    IntStream.range(0, count)
        .forEach(
            number -> secrets.put(binding(number), key.encrypt(clear(number), binding(number))));
  }

  private void assertReadable(SecretKey with, int count) {
    assertThat(secrets.all()).hasSize(count);
    for (int number = 0; number < count; number++) {
      assertThat(with.decrypt(secrets.get(binding(number)), binding(number)))
          .isEqualTo(clear(number));
    }
  }

  private static SecretBinding binding(int number) {
    return new DestinationCredentials(Samples.TENANT, new UUID(0x4000, number));
  }

  private static byte[] clear(int number) {
    return ("secret-" + number).getBytes(UTF_8);
  }

  private static Ciphertext prefix(String id) {
    return Ciphertext.of(SecretKey.prefix(id));
  }
}
