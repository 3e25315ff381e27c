package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that come together and share a commit. */
class WriteGroupsTest {
  private static final String INSERT = "INSERT INTO secret_keys (id, created_at) VALUES (?, 0)";

  private final Database database;

  /** Transactions that wait behind one that is under way, in the order of their start. */
  private final List<CompletableFuture<?>> waiting = new ArrayList<>();

  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private CompletableFuture<Void> leader = new CompletableFuture<>();

  WriteGroupsTest(@TempDir Path folder) {
    database = Database.open(folder.resolve("test.db"));
  }

  @BeforeEach
  void begin() throws InterruptedException {
    leader =
        inBackground(
            tx -> {
              tx.update(INSERT, "leader");
              first.countDown();
              await(goOn);
            });
    first.await();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void thoseThatComeTogetherShareOneCommit() {
    long before = database.commits();
    for (int i = 0; i < 20; i++) {
      join(insert("follower-" + i));
    }

    goOn.countDown();
    allDone();

    assertThat(database.commits()).isEqualTo(before + 1);
    assertThat(rows()).isEqualTo(21);
  }

  @Test
  void nobodyReturnsBeforeTheCommit() {
    join(
        tx -> {
          assertThat(leader).isNotDone();
          tx.update(INSERT, "follower");
        });
    goOn.countDown();
    allDone();
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void anExceptionUndoesItsOwnTransactionAlone() {
    join(insert("before"));
    join(
        tx -> {
          tx.update(INSERT, "lost");
          throw new IllegalStateException("mine");
        });
    join(insert("after"));

    goOn.countDown();

    assertThatThrownBy(() -> waiting.get(1).join()).hasRootCauseMessage("mine");
    waiting.get(0).join();
    waiting.get(2).join();
    leader.join();
    assertThat(rows()).isEqualTo(3);
    assertThat(has("lost")).isFalse();
  }

  @Test
  void theLastOnesExceptionDoesNotKeepTheOthersFromTheirCommit() {
    join(
        tx -> {
          throw new IllegalStateException("mine");
        });
    goOn.countDown();

    assertThatThrownBy(() -> waiting.getFirst().join()).hasRootCauseMessage("mine");
    leader.join();
    assertThat(has("leader")).isTrue();
  }

  @Test
  void aCommitThatFailsFailsAllOfThem() {
    join(insert("innocent"));
    join(
        tx -> {
          tx.update("PRAGMA defer_foreign_keys = ON");
          tx.update(
              """
              INSERT INTO api_keys (id, tenant_id, name, permissions, prefix, hash, created_at)
              VALUES ('k', 'nobody', '', '', '', ?, 0)
              """,
              new byte[32]);
        });
    goOn.countDown();

    assertAllFail();
    assertThat(rows()).isZero();
    database.run(insert("later"));
    assertThat(rows()).isEqualTo(1);
  }

  @Test
  void aRollbackBehindTheirBacksFailsAllOfThem() {
    join(insert("innocent"));
    join(
        tx -> {
          tx.update("ROLLBACK"); // as SQLite does by itself when the disk is full
          tx.update(INSERT, "stray");
        });
    goOn.countDown();

    assertAllFail();
    assertThat(has("leader")).isFalse();
    assertThat(has("innocent")).isFalse();
    database.run(insert("later"));
    assertThat(has("later")).isTrue();
  }

  private void assertAllFail() {
    assertThatThrownBy(() -> leader.join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ControlPlaneException.class);
    for (CompletableFuture<?> each : waiting) {
      assertThatThrownBy(each::join).hasCauseInstanceOf(ControlPlaneException.class);
    }
  }

  private static Consumer<Transaction> insert(String id) {
    return tx -> tx.update(INSERT, id);
  }

  /** Returns when it waits for its turn. */
  private void join(Consumer<Transaction> work) {
    int before = database.waitingWriters();
    waiting.add(inBackground(work));
    while (database.waitingWriters() == before) {
      Thread.onSpinWait();
    }
  }

  private CompletableFuture<Void> inBackground(Consumer<Transaction> work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                database.run(work);
                done.complete(null);
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  private void allDone() {
    leader.join();
    waiting.forEach(CompletableFuture::join);
  }

  private int rows() {
    return database.read(tx -> tx.all(_ -> true, "SELECT id FROM secret_keys")).size();
  }

  private boolean has(String id) {
    return database.read(tx -> tx.exists("SELECT 1 FROM secret_keys WHERE id = ?", id));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
