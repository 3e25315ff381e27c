package dev.waybill.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Location;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Customers' storage, with everything that can happen to a request on its way there and back. */
final class SimulatedStores implements ObjectStores {
  private static final StoredObject STRANGERS = StoredObject.of("", "a stranger's".getBytes(UTF_8));

  private final Scheduler scheduler;
  private final Weather weather;
  private final Dice dice;
  private final Auditor auditor;
  private final Duration requestTimeout;
  private final Map<String, SortedMap<String, StoredObject>> places;
  private final Set<String> tried = new HashSet<>();
  private int open;

  SimulatedStores(
      Scheduler scheduler,
      Weather weather,
      Dice dice,
      Auditor auditor,
      Duration requestTimeout,
      Map<String, SortedMap<String, StoredObject>> places) {
    this.scheduler = scheduler;
    this.weather = weather;
    this.dice = dice;
    this.auditor = auditor;
    this.requestTimeout = requestTimeout;
    this.places = places;
  }

  /** What a reader of that place sees. */
  SortedMap<String, StoredObject> at(String place) {
    return places.computeIfAbsent(place, any -> new TreeMap<>());
  }

  Map<String, SortedMap<String, StoredObject>> places() {
    return places;
  }

  /** Uploads that were begun and not closed. */
  int open() {
    return open;
  }

  @Override
  public ObjectStore open(Location location, Credentials credentials) {
    String place = location.toString();
    scheduler.step("open " + place);
    if (weather.hiccup()) {
      throw new FailureException(weather.anyFailure());
    }
    return new Store(place, looksAtNames(location));
  }

  /** Some stores replace what lies under a name. */
  private static boolean looksAtNames(Location location) {
    return !(location instanceof S3Location bucket) || bucket.abilities().allowCondition();
  }

  private static Failure unknown() {
    return new Failure(Fault.CUSTOMER, Stage.PUT, "TIMEOUT", "No answer came.", "");
  }

  private final class Store implements ObjectStore {
    private final String place;
    private final boolean looksAtNames;

    Store(String place, boolean looksAtNames) {
      this.place = place;
      this.looksAtNames = looksAtNames;
    }

    @Override
    public PutOutcome put(ObjectKey key, byte[] content) {
      return request(key.value(), content).send();
    }

    @Override
    public ObjectUpload begin(ObjectKey key) {
      scheduler.step("begin " + key);
      if (weather.hiccup()) {
        throw new FailureException(weather.anyFailure());
      }
      open++;
      return new Upload(this, key.value());
    }

    private Request request(String key, byte[] content) {
      return new Request(place, looksAtNames, key, content);
    }

    @Override
    public long bufferedBytesPerUpload() {
      return 1000;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }

  private final class Upload implements ObjectUpload {
    private final Store store;
    private final String key;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean closed;

    Upload(Store store, String key) {
      this.store = store;
      this.key = key;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      auditor.sends(key);
      scheduler.step("write " + key);
      if (weather.hiccup()) {
        throw new FailureException(weather.anyFailure());
      }
      content.write(bytes, offset, length);
    }

    @Override
    public PutOutcome finish() {
      return store.request(key, content.toByteArray()).send();
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open--;
      }
    }
  }

  /** A put on its way. */
  private final class Request {
    private final String place;
    private final boolean looksAtNames;
    private final String key;
    private final StoredObject object;

    Request(String place, boolean looksAtNames, String key, byte[] bytes) {
      this.place = place;
      this.looksAtNames = looksAtNames;
      this.key = key;
      this.object = StoredObject.of(key, bytes);
    }

    PutOutcome send() {
      auditor.puts(place, key, object);
      boolean first = tried.add(place + " " + key);
      Optional<Failure> outage = weather.outage(place);
      Weather.Fate fate = outage.isPresent() ? Weather.Fate.REFUSED : weather.fateOfPut();
      try {
        scheduler.step("put " + key + " " + fate);
      } catch (Crash e) {
        if (dice.chance(0.5)) {
          arriveLate();
        }
        throw e;
      }
      if (first
          && mayBeStrangers()
          && fate == Weather.Fate.HONEST
          && auditor.isFirstTry()
          && weather.strangerComes()) {
        return meetStranger();
      }
      PutOutcome outcome = outcome(fate, outage);
      scheduler.step("answered " + outcome.getClass().getSimpleName());
      return outcome;
    }

    /** A key or an origin record that is there is ours, whoever put it. */
    private boolean mayBeStrangers() {
      return looksAtNames && !key.contains("/keys/") && !key.contains("/origin/");
    }

    private PutOutcome outcome(Weather.Fate fate, Optional<Failure> outage) {
      return switch (fate) {
        case HONEST -> store();
        case REFUSED -> {
          scheduler.sleep(dice.between(Duration.ZERO, requestTimeout.dividedBy(10)));
          yield new PutOutcome.Refused(outage.orElseGet(weather::anyFailure));
        }
        case ANSWER_LOST -> {
          arrive();
          yield new PutOutcome.Unknown(unknown());
        }
        case REQUEST_LOST -> new PutOutcome.Unknown(unknown());
        case STORED_LATE -> {
          arriveLate();
          scheduler.sleep(dice.between(Duration.ZERO, requestTimeout.dividedBy(2)));
          yield new PutOutcome.Unknown(unknown());
        }
        case STALLED -> {
          scheduler.sleep(dice.between(Duration.ZERO, requestTimeout));
          yield store();
        }
        case FROZEN -> {
          scheduler.sleep(dice.between(Duration.ZERO, requestTimeout.multipliedBy(30)));
          yield store();
        }
      };
    }

    /** The object appears when nobody waits for it any more, but within the time of a request. */
    private void arriveLate() {
      scheduler.in(dice.between(Duration.ZERO, requestTimeout), this::arrive);
    }

    private void arrive() {
      store();
    }

    private PutOutcome store() {
      if (looksAtNames) {
        return at(place).putIfAbsent(key, object) == null
            ? new PutOutcome.Stored()
            : new PutOutcome.AlreadyThere();
      }
      at(place).put(key, object);
      return new PutOutcome.Stored();
    }

    /** Somebody else's object of that name was there, and is taken away soon. */
    private PutOutcome meetStranger() {
      if (at(place).putIfAbsent(key, STRANGERS) != null) {
        return new PutOutcome.AlreadyThere();
      }
      auditor.strangerAt(key);
      scheduler.in(Duration.ofMillis(1), () -> at(place).remove(key, STRANGERS));
      return new PutOutcome.AlreadyThere();
    }
  }
}
