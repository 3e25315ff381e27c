package dev.waybill.stores.azure;

import static java.util.Objects.checkFromIndexSize;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.azure.AzureContainer.Action;
import dev.waybill.stores.upload.UploadBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Becomes one put if it fits into one block, else blocks that go out as they fill, and are
 * committed at the end. Blocks of an upload that is given up lie where nobody sees them, until
 * Azure removes them after a week.
 */
final class AzureUpload implements ObjectUpload {
  static final int MOST_BLOCKS = 50_000;

  private enum State {
    /** All so far is in memory, or was sent. */
    OPEN,
    /** The name was found taken while blocks were sent; what else comes is passed over. */
    TAKEN,
    /** A block was lost, so finishing would make an object with a hole. */
    BROKEN,
    ENDED
  }

  private final AzureObjectStore store;
  private final AzureContainer container;
  private final PutFailures failures;
  private final ObjectKey key;
  private final UploadBuffer buffer;
  private final BlockIds ids = BlockIds.ofOneUpload();
  private final List<String> staged = new ArrayList<>();
  private State state = State.OPEN;

  AzureUpload(
      AzureObjectStore store,
      AzureContainer container,
      PutFailures failures,
      ObjectKey key,
      UploadBuffer buffer) {
    this.store = store;
    this.container = container;
    this.failures = failures;
    this.key = key;
    this.buffer = buffer;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    int done = 0;
    while (done < length && state == State.OPEN) {
      if (buffer.isFull()) {
        stage();
      }
      done += buffer.append(bytes, offset + done, length - done);
    }
  }

  @Override
  public PutOutcome finish() {
    requireOpen();
    try {
      if (state == State.OPEN && !staged.isEmpty()) {
        stage();
      }
      return state == State.TAKEN ? new PutOutcome.AlreadyThere() : finished();
    } catch (FailureException e) {
      return new PutOutcome.Refused(e.failure());
    } finally {
      state = State.ENDED;
    }
  }

  @Override
  public void close() {
    buffer.release();
    state = State.ENDED;
  }

  private PutOutcome finished() {
    if (staged.isEmpty()) {
      return store.put(key, new Block(buffer.slices()));
    }
    try {
      container.commit(key, staged);
      return new PutOutcome.Stored();
    } catch (RuntimeException e) {
      return failures.outcome(e, Action.COMMIT);
    }
  }

  private void stage() {
    if (staged.size() == MOST_BLOCKS) {
      state = State.BROKEN;
      throw new FailureException(tooLarge());
    }
    String id = ids.of(staged.size());
    try {
      container.stage(key, id, new Block(buffer.slices()));
      staged.add(id);
      buffer.clear();
    } catch (RuntimeException e) {
      state =
          switch (failures.outcome(e, Action.STAGE)) {
            case PutOutcome.Refused(Failure failure) -> throw broken(failure, e);
            case PutOutcome.Unknown(Failure failure) -> throw broken(failure, e);
            case PutOutcome.OtherBytes(Failure failure) -> throw broken(failure, e);
            case PutOutcome.AlreadyThere(), PutOutcome.Stored() -> State.TAKEN;
          };
    }
  }

  private FailureException broken(Failure failure, RuntimeException cause) {
    state = State.BROKEN;
    return new FailureException(failure, cause);
  }

  private Failure tooLarge() {
    return new Failure(
        Fault.OURS,
        Stage.PUT,
        "OBJECT_TOO_LARGE",
        "The object " + key + " has more than " + MOST_BLOCKS + " blocks.",
        "Lower the part limit of exports, or raise the size of an upload's blocks.");
  }

  private void requireOpen() {
    if (state == State.BROKEN || state == State.ENDED) {
      throw new IllegalStateException("the upload of " + key + " has ended");
    }
  }
}
