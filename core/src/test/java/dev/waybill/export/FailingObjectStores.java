package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.manifest.ManifestNames;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.InMemoryObjectStores;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stores in memory whose puts fail, lie or crash on demand. Nothing lets a name be written twice:
 * the store below sees to that, and every put that was tried is listed.
 */
final class FailingObjectStores implements ObjectStores {
  final InMemoryObjectStores below = new InMemoryObjectStores();
  private final List<ObjectKey> tried = new ArrayList<>();
  private Behaviour behaviour = Behaviour.HONEST;
  private int after;
  private Optional<Failure> failure = Optional.empty();
  private Runnable beforePut = () -> {};
  private Runnable afterPut = () -> {};
  private long bufferedBytes = 1000;
  private boolean sparesDocuments = true;
  private int openNow;
  private int mostOpen;

  enum Behaviour {
    HONEST,
    /** Nothing is stored, and the answer says so. */
    REFUSES,
    /** All is stored, but the answer is lost. */
    STORES_AND_FORGETS,
    /** All is stored, but the answer says that other bytes are. */
    STORES_AND_SAYS_OTHER_BYTES,
    /** Nothing is stored, and the answer is lost. */
    FORGETS,
    /** The write before the end is refused. */
    REFUSES_WRITES
  }

  /** From now on, after so many puts in which all is well. */
  void behave(Behaviour how, int afterPuts, Failure why) {
    behaviour = how;
    after = afterPuts;
    failure = Optional.of(why);
  }

  void heal() {
    behaviour = Behaviour.HONEST;
  }

  void beforeEachPut(Runnable action) {
    beforePut = action;
  }

  void afterEachPut(Runnable action) {
    afterPut = action;
  }

  void bufferedBytes(long bytes) {
    bufferedBytes = bytes;
  }

  List<ObjectKey> tried() {
    return List.copyOf(tried);
  }

  int openNow() {
    return openNow;
  }

  int mostOpen() {
    return mostOpen;
  }

  @Override
  public ObjectStore open(Location location, Credentials credentials) {
    return new Store(below.open(location, credentials));
  }

  /** From now on, keys, origin records and manifests suffer the same as objects with events. */
  void spareNoDocument() {
    sparesDocuments = false;
  }

  private PutOutcome put(ObjectKey key, Supplier<PutOutcome> really) {
    if (sparesDocuments && key.value().startsWith(ManifestNames.ROOT)) {
      return really.get();
    }
    beforePut.run();
    tried.add(key);
    PutOutcome outcome = answer(really);
    afterPut.run();
    return outcome;
  }

  private PutOutcome answer(Supplier<PutOutcome> really) {
    if (after > 0) {
      after--;
      return really.get();
    }
    return switch (behaviour) {
      case HONEST, REFUSES_WRITES -> really.get();
      case REFUSES -> new PutOutcome.Refused(failure.orElseThrow());
      case STORES_AND_FORGETS -> {
        PutOutcome unheard = really.get();
        assertThat(unheard).isNotNull();
        yield new PutOutcome.Unknown(failure.orElseThrow());
      }
      case STORES_AND_SAYS_OTHER_BYTES -> {
        PutOutcome other = really.get();
        assertThat(other).isEqualTo(new PutOutcome.Stored());
        yield new PutOutcome.OtherBytes(failure.orElseThrow());
      }
      case FORGETS -> new PutOutcome.Unknown(failure.orElseThrow());
    };
  }

  private final class Store implements ObjectStore {
    private final ObjectStore store;

    Store(ObjectStore store) {
      this.store = store;
    }

    @Override
    public PutOutcome put(ObjectKey key, byte[] content) {
      return FailingObjectStores.this.put(key, () -> store.put(key, content));
    }

    @Override
    public ObjectUpload begin(ObjectKey key) {
      openNow++;
      mostOpen = Math.max(mostOpen, openNow);
      return new Upload(key, store.begin(key));
    }

    @Override
    public long bufferedBytesPerUpload() {
      return bufferedBytes;
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private final class Upload implements ObjectUpload {
    private final ObjectKey key;
    private final ObjectUpload upload;

    Upload(ObjectKey key, ObjectUpload upload) {
      this.key = key;
      this.upload = upload;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (behaviour == Behaviour.REFUSES_WRITES) {
        throw new FailureException(failure.orElseThrow());
      }
      upload.write(bytes, offset, length);
    }

    @Override
    public PutOutcome finish() {
      return put(key, upload::finish);
    }

    @Override
    public void close() {
      openNow--;
      upload.close();
    }
  }
}
