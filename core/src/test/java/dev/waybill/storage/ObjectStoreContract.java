package dev.waybill.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link ObjectStore} must do. Each test uses names of its own. */
public abstract class ObjectStoreContract {
  private static final PutOutcome STORED = new PutOutcome.Stored();
  private static final PutOutcome ALREADY_THERE = new PutOutcome.AlreadyThere();
  private static final int WRITE_SIZE = 100_000;
  private static final int RIVALS = 8;

  /** The store under test, the same during one test. */
  protected abstract ObjectStore store();

  /** What an independent reader sees under that name. */
  protected abstract Optional<byte[]> read(ObjectKey key);

  /**
   * Whether the store, asked to finish an upload in parts unless its name is taken, cares. If not,
   * the upload may take the place of what was there, and says that it was stored.
   */
  protected boolean looksAtTheNameOfALargeUpload() {
    return true;
  }

  /**
   * Whether a name is free for a small object after a large upload was given up. If not, it is so
   * for a large one, as every other attempt at the same object is.
   */
  protected boolean forgetsALargeUploadAtOnce() {
    return true;
  }

  @Test
  void putsAnObject() {
    ObjectKey key = new ObjectKey("events/put.ndjson");

    assertThat(store().put(key, ascii("content"))).isEqualTo(STORED);

    assertThat(read(key)).contains(ascii("content"));
  }

  @Test
  void putsAnEmptyObject() {
    ObjectKey key = new ObjectKey("events/empty");

    assertThat(store().put(key, new byte[0])).isEqualTo(STORED);

    assertThat(read(key)).contains(new byte[0]);
  }

  @Test
  void putsTheMarker() {
    assertThat(store().put(ObjectKey.MARKER, ascii("marker\n"))).isEqualTo(STORED);
    assertThat(store().put(ObjectKey.MARKER, ascii("marker\n"))).isEqualTo(ALREADY_THERE);

    assertThat(read(ObjectKey.MARKER)).contains(ascii("marker\n"));
  }

  @Test
  void putsUnderThePartitionsOfTheLayout() {
    ObjectKey key =
        new ObjectKey(
            "events/kind=QUERY/dt=2026-11-20/hour=14/0f8fad5bd9cb-000000000001-0001.ndjson.gz");

    assertThat(store().put(key, ascii("a line\n"))).isEqualTo(STORED);

    assertThat(read(key)).contains(ascii("a line\n"));
  }

  @Test
  void keepsTheFirstContentWhenAPutComesAgain() {
    ObjectKey key = new ObjectKey("events/twice");
    store().put(key, ascii("first"));

    assertThat(store().put(key, ascii("second"))).isEqualTo(ALREADY_THERE);

    assertThat(read(key)).contains(ascii("first"));
  }

  @Test
  void keepsTheFirstContentWhenASmallUploadComesAgain() {
    ObjectKey key = new ObjectKey("events/upload-twice");
    upload(key, ascii("first"));

    assertThat(upload(key, ascii("second"))).isEqualTo(ALREADY_THERE);

    assertThat(read(key)).contains(ascii("first"));
  }

  @Test
  void keepsTheFirstContentWhenALargeUploadComesAgain() {
    ObjectKey key = new ObjectKey("events/large-upload-twice");
    store().put(key, ascii("first"));

    byte[] second = random(Math.toIntExact(store().bufferedBytesPerUpload()) * 2 + 1);

    PutOutcome outcome = upload(key, second);

    if (looksAtTheNameOfALargeUpload()) {
      assertThat(outcome).isEqualTo(ALREADY_THERE);
    }
    assertThat(read(key)).contains(outcome.equals(STORED) ? second : ascii("first"));
  }

  @Test
  void uploadsObjectsOfEverySizeAroundItsBuffer() {
    int buffer = Math.toIntExact(store().bufferedBytesPerUpload());
    for (int size :
        List.of(
            0,
            1,
            buffer - 1,
            buffer,
            buffer + 1,
            2 * buffer - 1,
            2 * buffer,
            2 * buffer + 1,
            3 * buffer + 17)) {
      ObjectKey key = new ObjectKey("events/size-" + size);
      byte[] content = random(size);

      assertThat(upload(key, content)).as("outcome of %s bytes", size).isEqualTo(STORED);

      assertThat(read(key)).as("%s bytes", size).contains(content);
    }
  }

  @Test
  void uploadsWhatLiesInTheMiddleOfAnArray() {
    ObjectKey key = new ObjectKey("events/slice");
    byte[] bytes = ascii("0123456789");
    PutOutcome outcome;
    try (ObjectUpload upload = store().begin(key)) {
      upload.write(bytes, 2, 3);
      upload.write(bytes, 0, 0);
      upload.write(bytes, 7, 3);
      outcome = upload.finish();
    }

    assertThat(outcome).isEqualTo(STORED);
    assertThat(read(key)).contains(ascii("234789"));
  }

  @Test
  void doesNotKeepTheCallersArray() {
    ObjectKey key = new ObjectKey("events/reused-array");
    byte[] bytes = ascii("before");
    try (ObjectUpload upload = store().begin(key)) {
      upload.write(bytes, 0, bytes.length);
      bytes[0] = 'X';
      upload.finish();
    }

    assertThat(read(key)).contains(ascii("before"));
  }

  @Test
  void showsNothingOfAnUploadThatIsNotFinished() {
    ObjectKey key = new ObjectKey("events/in-progress");
    byte[] content = random(Math.toIntExact(store().bufferedBytesPerUpload()) * 2 + 1);
    try (ObjectUpload upload = store().begin(key)) {
      upload.write(content, 0, content.length);

      assertThat(read(key)).isEmpty();
    }
  }

  @Test
  void leavesTheNameFreeWhenAnUploadIsGivenUp() {
    ObjectKey key = new ObjectKey("events/given-up");
    byte[] content = random(Math.toIntExact(store().bufferedBytesPerUpload()) * 2 + 1);
    try (ObjectUpload upload = store().begin(key)) {
      upload.write(content, 0, content.length);
    }

    assertThat(read(key)).isEmpty();
    byte[] next =
        forgetsALargeUploadAtOnce() ? ascii("the next attempt") : random(content.length + 1);
    assertThat(upload(key, next)).isEqualTo(STORED);
    assertThat(read(key)).contains(next);
  }

  @Test
  void ofTwoUploadsOfOneNameTheFirstToFinishWins() {
    ObjectKey key = new ObjectKey("events/overtaken");
    try (ObjectUpload slow = store().begin(key)) {
      slow.write(ascii("slow"), 0, 4);
      assertThat(upload(key, ascii("fast"))).isEqualTo(STORED);

      assertThat(slow.finish()).isEqualTo(ALREADY_THERE);
    }

    assertThat(read(key)).contains(ascii("fast"));
  }

  @Test
  void ofConcurrentPutsOfOneNameExactlyOneIsStored() throws Exception {
    ObjectKey key = new ObjectKey("events/contended-put");

    List<PutOutcome> outcomes = atOnce(rival -> store().put(key, ascii("put " + rival)));

    assertThat(outcomes).containsOnlyOnce(STORED).contains(ALREADY_THERE);
    assertThat(Collections.frequency(outcomes, ALREADY_THERE)).isEqualTo(RIVALS - 1);
    assertThat(read(key)).contains(ascii("put " + outcomes.indexOf(STORED)));
  }

  @Test
  void ofConcurrentUploadsOfOneNameExactlyOneIsStored() throws Exception {
    ObjectKey key = new ObjectKey("events/contended-upload");

    List<PutOutcome> outcomes = atOnce(rival -> upload(key, ascii("upload " + rival)));

    assertThat(outcomes).containsOnlyOnce(STORED);
    assertThat(Collections.frequency(outcomes, ALREADY_THERE)).isEqualTo(RIVALS - 1);
    assertThat(read(key)).contains(ascii("upload " + outcomes.indexOf(STORED)));
  }

  @Test
  void concurrentPutsOfDifferentNamesDoNotDisturbEachOther() throws Exception {
    List<PutOutcome> outcomes =
        atOnce(rival -> store().put(new ObjectKey("events/own-" + rival), ascii("" + rival)));

    assertThat(outcomes).containsOnly(STORED);
    for (int rival = 0; rival < RIVALS; rival++) {
      assertThat(read(new ObjectKey("events/own-" + rival))).contains(ascii("" + rival));
    }
  }

  @Test
  void mayBeClosedTwiceAndAfterFinishing() {
    ObjectKey key = new ObjectKey("events/closed-twice");
    ObjectUpload upload = store().begin(key);
    upload.write(ascii("content"), 0, 7);
    upload.finish();
    upload.close();
    upload.close();

    assertThat(read(key)).contains(ascii("content"));
  }

  /** Uploads the content in writes that do not fit the store's buffer. */
  protected final PutOutcome upload(ObjectKey key, byte[] content) {
    try (ObjectUpload upload = store().begin(key)) {
      for (int at = 0; at < content.length; at += WRITE_SIZE) {
        upload.write(content, at, Math.min(WRITE_SIZE, content.length - at));
      }
      return upload.finish();
    }
  }

  protected static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  protected static byte[] random(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private interface Rival {
    PutOutcome act(int number);
  }

  private static List<PutOutcome> atOnce(Rival rival)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(RIVALS);
    try (ExecutorService threads = Executors.newFixedThreadPool(RIVALS)) {
      List<Callable<PutOutcome>> tasks = new ArrayList<>();
      for (int number = 0; number < RIVALS; number++) {
        int own = number;
        tasks.add(
            () -> {
              start.await();
              return rival.act(own);
            });
      }
      List<PutOutcome> outcomes = new ArrayList<>();
      for (Future<PutOutcome> task : threads.invokeAll(tasks)) {
        outcomes.add(task.get());
      }
      return outcomes;
    }
  }
}
