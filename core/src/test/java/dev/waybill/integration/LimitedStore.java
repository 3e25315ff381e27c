package dev.waybill.integration;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.ObjectStores;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Checksum;
import dev.waybill.storage.S3Location;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A store of S3's kind that lacks what a test takes from it. */
final class LimitedStore implements ObjectStores {
  private final Set<String> taken = new HashSet<>();
  private final List<String> puts = new ArrayList<>();
  private final Set<S3Checksum> checksums = EnumSet.allOf(S3Checksum.class);
  private ConditionalPuts conditionalPuts = ConditionalPuts.HONOURED;
  private boolean names = true;
  private boolean encrypts = true;
  private boolean namesFirst;
  private final Map<Integer, PutOutcome> answers = new HashMap<>();
  private Optional<Failure> weakness = Optional.empty();

  LimitedStore that(ConditionalPuts does) {
    conditionalPuts = does;
    return this;
  }

  LimitedStore without(S3Checksum checksum) {
    checksums.remove(checksum);
    return this;
  }

  LimitedStore encrypting(boolean does) {
    encrypts = does;
    return this;
  }

  /** It says that it does not support something, but not what. */
  LimitedStore namingNothing() {
    names = false;
    return this;
  }

  /** What it answers to the second put from now, whatever that is. */
  void thenSecond(PutOutcome answer) {
    puts.clear();
    then(2, answer);
  }

  /** What it answers to the put of that number, counted from one, whatever that is. */
  LimitedStore then(int number, PutOutcome answer) {
    answers.put(number, answer);
    return this;
  }

  /** It finds a name taken before it looks at anything else. */
  void lookingAtNamesFirst() {
    namesFirst = true;
  }

  void weak(Failure how) {
    weakness = Optional.of(how);
  }

  void forgetObjects() {
    taken.clear();
  }

  /** Every put so far, by condition and checksum. */
  List<String> puts() {
    return List.copyOf(puts);
  }

  @Override
  public ObjectStore open(Location location, Credentials credentials) {
    return new Opened((S3Location) location);
  }

  @Override
  public Optional<Failure> weakness(Location location, Credentials credentials) {
    return weakness;
  }

  private PutOutcome put(S3Location as) {
    boolean conditional = as.abilities().allowCondition();
    puts.add((conditional ? "conditional " : "plain ") + as.checksum());
    if (answers.containsKey(puts.size())) {
      return answers.get(puts.size());
    }
    if (namesFirst && conditional && taken.contains(as.toString())) {
      return new PutOutcome.AlreadyThere();
    }
    if (conditional && conditionalPuts == ConditionalPuts.REFUSED) {
      return refused("CONDITION_NOT_SUPPORTED");
    }
    if (!checksums.contains(as.checksum())) {
      return refused("CHECKSUM_NOT_SUPPORTED");
    }
    boolean free = taken.add(as.toString());
    return free || !conditional || conditionalPuts == ConditionalPuts.IGNORED
        ? new PutOutcome.Stored()
        : new PutOutcome.AlreadyThere();
  }

  private PutOutcome refused(String code) {
    return new PutOutcome.Refused(
        new Failure(
            Fault.CUSTOMER, Stage.PUT, names ? code : "NOT_SUPPORTED", "It does not know.", ""));
  }

  private final class Opened implements ObjectStore {
    private final S3Location location;
    private boolean stored;

    private Opened(S3Location location) {
      this.location = location;
    }

    @Override
    public PutOutcome put(ObjectKey key, byte[] content) {
      PutOutcome outcome = LimitedStore.this.put(location);
      stored |= outcome instanceof PutOutcome.Stored;
      return outcome;
    }

    @Override
    public boolean hasStoredUnencrypted() {
      return stored && !encrypts;
    }

    @Override
    public ObjectUpload begin(ObjectKey key) {
      throw new AssertionError("a connection test puts the marker in one request");
    }

    @Override
    public long bufferedBytesPerUpload() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
