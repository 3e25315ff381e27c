package dev.waybill.verify;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.verify.BucketReader.Listed;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One verification of one place. It reads each object once, several at a time, and holds of the
 * place 8 bytes for each object's name, spans of jobs, keys, accepted origin records, and a few
 * small manifests or one large one; so a manifest of many megabytes is what takes memory.
 */
public final class Verification {
  private static final String EVENTS = "events/";

  /** Objects whose turn to be reported has not come. */
  private static final int OBJECTS_AHEAD = 256;

  private final BucketReader place;
  private final Trust trust;
  private final Expectations expectations;
  private final VerificationListener listener;
  private final Report.Counter counter = new Report.Counter();
  private final ListedObjects listed;
  private final DocumentReader documents;
  private final KeyRing keys;
  private final ExecutorService pool;
  private final ConcurrentLinkedQueue<ObjectCheck> idle = new ConcurrentLinkedQueue<>();
  private final OrderedTasks<ObjectCheck.Result> objects;

  private Verification(
      BucketReader place,
      Trust trust,
      Expectations expectations,
      VerificationListener listener,
      long salt) {
    this.place = place;
    this.trust = trust;
    this.expectations = expectations;
    this.listener = listener;
    listed = new ListedObjects(salt);
    documents = new DocumentReader(place);
    keys = new KeyRing(trust);
    pool =
        Executors.newFixedThreadPool(
            place.parallelism(), Thread.ofPlatform().daemon().name("verify-", 0).factory());
    objects = new OrderedTasks<>(pool, OBJECTS_AHEAD, this::checked);
  }

  /**
   * Verifies a place, which may be written to meanwhile.
   *
   * @param salt that nobody could foresee who could write to the place
   * @throws IOException if it cannot be read: then nothing is proven either way
   */
  public static Report run(
      BucketReader place,
      Trust trust,
      Expectations expectations,
      VerificationListener listener,
      long salt)
      throws IOException, InterruptedException {
    Verification verification = new Verification(place, trust, expectations, listener, salt);
    try {
      return verification.run();
    } finally {
      verification.close();
    }
  }

  /** The order of the listings is what lets a place be verified while it grows. */
  private Report run() throws IOException, InterruptedException {
    place.list(EVENTS, this::list);
    listed.seal();
    Papers papers = new Papers(place, documents, this::report);
    papers.list();
    papers.readKeys(pool);
    papers.accept(keys, trust.bucketKeys());
    papers.readOrigins(keys, pool);

    Map<UUID, Set<Long>> named = papers.named();
    Map<UUID, Chain> chains = new LinkedHashMap<>();
    for (StreamPapers stream : papers.streamsWithRecords()) {
      Set<Long> jobs = named.getOrDefault(stream.stream(), Set.of());
      Chain chain = new Chain(stream, jobs, this::report);
      chains.put(stream.stream(), chain);
      walk(stream, chain);
    }
    objects.finish();
    Predecessors predecessors =
        new Predecessors(papers.continuing(), chains, expectations.streams());
    predecessors.check(this::report);
    if (listed.isAnyLeft()) {
      Leftovers leftovers = new Leftovers(chains);
      place.list(EVENTS, object -> reportIfLeft(object, leftovers));
    }
    new ExpectationCheck(expectations, this::report).check(chains, predecessors.ended());
    List<StreamReport> streams = chains.values().stream().map(Chain::streamReport).toList();
    return new Report(
        streams, counter.counts(), trust, expectations, unknownRevoked(papers.streams()));
  }

  /** Revoking a key that nothing here knows is likely a slip of the pen. */
  private List<KeyId> unknownRevoked(Collection<StreamPapers> streams) {
    return trust.revoked().stream()
        .map(Trust.Revocation::key)
        .filter(key -> !keys.trusts(key))
        .filter(key -> streams.stream().noneMatch(stream -> stream.keyFiles().contains(key)))
        .distinct()
        .toList();
  }

  private void close() {
    pool.shutdownNow();
    pool.close();
    idle.forEach(ObjectCheck::close);
  }

  private void list(Listed object) {
    if (!isFolder(object)) {
      listed.add(object.key());
      listener.listed(1, object.bytes());
    }
  }

  private void walk(StreamPapers stream, Chain chain) throws IOException, InterruptedException {
    SignedReads<Manifest> manifests =
        new SignedReads<>(documents.manifests(), keys, pool, read -> take(read, chain));
    for (JobSpan span : stream.manifests().spans()) {
      for (long job = span.from(); job <= span.to(); job++) {
        manifests.submit(stream.names().manifest(job).value(), stream.stream(), job);
      }
    }
    manifests.finish();
    long known = stream.manifests().last().orElse(0);
    for (JobSpan gap : chain.gaps()) {
      if (gap.from() > known) { // a chain takes manifests in order
        walkOn(gap, stream, manifests);
      }
    }
    manifests.finish();
    chain.end();
  }

  /**
   * A job may have been done here after manifests were listed, and before an origin record was that
   * names later jobs.
   */
  private void walkOn(JobSpan gap, StreamPapers stream, SignedReads<Manifest> manifests)
      throws IOException, InterruptedException {
    for (long job = gap.from(); job <= gap.to(); job++) {
      String key = stream.names().manifest(job).value();
      if (!documents.isThere(key)) {
        return;
      }
      stream.manifests().add(job);
      manifests.submit(key, stream.stream(), job);
    }
  }

  private void take(Outcome<AcceptedFile<Manifest>> read, Chain chain)
      throws IOException, InterruptedException {
    switch (read) {
      case Outcome.Refused<AcceptedFile<Manifest>>(Observation why) -> report(why);
      case Outcome.Taken<AcceptedFile<Manifest>>(AcceptedFile<Manifest> file) -> {
        chain.next(file);
        Manifest.Received received = file.content().received();
        for (ManifestObject object : file.content().objects()) {
          listed.take(object.key().value());
          objects.submit(() -> check(object, received));
        }
      }
    }
  }

  private ObjectCheck.Result check(ManifestObject object, Manifest.Received received)
      throws IOException {
    ObjectCheck used = idle.poll();
    ObjectCheck check = used == null ? new ObjectCheck(place) : used;
    try {
      return check.check(object, received);
    } finally {
      idle.add(check);
    }
  }

  private void checked(ObjectCheck.Result result) {
    result.observations().forEach(this::report);
    listener.checked(result.storedBytes());
  }

  private void reportIfLeft(Listed object, Leftovers leftovers) {
    if (!isFolder(object) && listed.isLeft(object.key())) {
      report(leftovers.observation(object.key()));
    }
  }

  private void report(Observation observation) {
    counter.add(observation.code());
    listener.observed(observation);
  }

  /** Some tools put such objects. */
  private static boolean isFolder(Listed object) {
    return object.bytes() == 0 && object.key().endsWith("/");
  }
}
