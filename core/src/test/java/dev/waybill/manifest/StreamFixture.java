package dev.waybill.manifest;

import dev.waybill.event.EventKind;
import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Reason;
import dev.waybill.storage.ObjectKey;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Writes a stream as the service delivers it, into maps from keys to bytes, one for each place.
 * Every call is one step of the stream's life; jobs cover an hour of receipt each. Whoever wants a
 * place that is wrong takes a right one and changes the map.
 */
public final class StreamFixture {
  public static final UUID STREAM = UUID.fromString("6f6a6e3c-52a1-4c0e-8b1d-2f8a9c3e7d10");
  public static final UUID OTHER_STREAM = UUID.fromString("0b51f2c9-7d3e-4a68-9c04-d1e5a7b83f26");
  public static final TenantId TENANT = new TenantId("acme");
  public static final TenantId OTHER_TENANT = new TenantId("Globex-2");

  static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  /** A place, and which jobs were delivered there. */
  private static final class Place {
    private final SortedMap<String, byte[]> objects = new TreeMap<>();
    private final List<Long> sequences = new ArrayList<>();
  }

  private final UUID stream;
  private final TenantId tenant;
  private final ManifestNames names;
  private final List<SigningKeyPair> keys = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private final List<SignedDocument> manifests = new ArrayList<>();
  private SampleDelivery delivery = SampleDelivery.USUAL;
  private Place place = new Place();
  private Reason beginning = Reason.CREATED;
  private long before;
  private long position;
  private long nextOrdinal = 1;

  private StreamFixture(UUID stream, TenantId tenant, List<SigningKeyPair> keys) {
    this.stream = stream;
    this.tenant = tenant;
    this.names = new ManifestNames(stream);
    this.keys.addAll(keys);
    places.add(place);
  }

  /** A new stream without jobs. */
  public static StreamFixture created(UUID stream, TenantId tenant) {
    return new StreamFixture(stream, tenant, List.of(SampleKeys.FIRST))
        .begin(Reason.CREATED, Optional.empty());
  }

  /** A stream whose first jobs were delivered when there were no manifests; no object of them. */
  public static StreamFixture createdAfter(long jobsWithoutManifest) {
    StreamFixture fixture = new StreamFixture(STREAM, TENANT, List.of(SampleKeys.FIRST));
    fixture.before = jobsWithoutManifest;
    fixture.nextOrdinal = 1 + 10 * jobsWithoutManifest;
    return fixture.begin(Reason.CREATED, Optional.empty());
  }

  /** A stream that is a backfill. */
  public static StreamFixture backfill(UUID stream, TenantId tenant) {
    return new StreamFixture(stream, tenant, List.of(SampleKeys.FIRST))
        .begin(Reason.BACKFILL, Optional.empty());
  }

  /** A stream that continues this one, after a restore; at the place where this one is now. */
  public StreamFixture restoredAs(UUID successor) {
    StreamFixture restored = new StreamFixture(successor, tenant, keys);
    restored.place.objects.putAll(place.objects);
    return restored.begin(
        beginning == Reason.BACKFILL ? Reason.BACKFILL : Reason.RESTORED, previous());
  }

  /** How the next jobs are delivered. */
  public StreamFixture with(SampleDelivery how) {
    delivery = how;
    return this;
  }

  public StreamFixture deliver(List<SampleEvent> events) {
    return deliver(events, 0, 0);
  }

  /** Delivers the next job. */
  public StreamFixture deliver(List<SampleEvent> events, long suppressed, long expired) {
    List<ManifestObject> objects =
        delivery.deliver(stream, tenant, nextSequence(), events, this::put);
    return seal(manifest(objects, events.size(), suppressed, expired));
  }

  /** Puts the objects of the next job, but not its manifest. */
  public StreamFixture leaveOpen(List<SampleEvent> events) {
    delivery.deliver(stream, tenant, nextSequence(), events, this::put);
    return this;
  }

  /** Delivers nothing with the next job, and signs what becomes of its manifest. */
  public StreamFixture sealed(UnaryOperator<Manifest> change) {
    return seal(change.apply(manifest(List.of(), 0, 0, 0)));
  }

  /** Signs that as the next job's manifest, whatever it says. */
  public StreamFixture seal(Manifest manifest) {
    SignedDocument document = ManifestCodec.sign(manifest, keys.getLast());
    put(names.manifest(manifest.sequence()), document.encode());
    place.sequences.add(manifest.sequence());
    manifests.add(document);
    nextOrdinal = manifest.events().last() + 1;
    position += manifest.events().count() + manifest.events().suppressed();
    return this;
  }

  /** What the next job's manifest says if it delivers these objects. */
  public Manifest manifest(
      List<ManifestObject> objects, long events, long suppressed, long expired) {
    long sequence = nextSequence();
    Instant to = START.plus(Duration.ofHours(sequence));
    return new Manifest(
        stream,
        tenant,
        sequence,
        to,
        new Manifest.Range(position(position), position(position + events + suppressed)),
        new Manifest.Received(to.minus(Duration.ofHours(1)).toEpochMilli(), to.toEpochMilli()),
        new Manifest.Events(nextOrdinal, nextOrdinal + events - 1, events, suppressed, expired),
        objects,
        suppressed == 0 ? Optional.empty() : SelectionHash.of(Set.of(EventKind.QUERY), Set.of()),
        previous().map(last -> new Manifest.Previous(last.sequence(), last.sha256())));
  }

  public StreamFixture keyChanged(SigningKeyPair to) {
    keys.add(to);
    putKeys();
    return this;
  }

  /** Goes on at another place, by its number from 0; a new one if there is none of that number. */
  public StreamFixture movedTo(int number) {
    if (number == places.size()) {
      places.add(new Place());
    }
    place = places.get(number);
    putKeys();
    List<Elsewhere> elsewhere = new ArrayList<>();
    for (long sequence = 1; sequence < nextSequence(); sequence++) {
      if (!place.sequences.contains(sequence)) {
        boolean touches = !elsewhere.isEmpty() && elsewhere.getLast().toSequence() == sequence - 1;
        long from = touches ? elsewhere.removeLast().fromSequence() : sequence;
        elsewhere.add(new Elsewhere(from, sequence));
      }
    }
    putOrigin(Reason.MOVED, previous(), elsewhere);
    return this;
  }

  public UUID stream() {
    return stream;
  }

  /** The keys of all documents. */
  public ManifestNames names() {
    return names;
  }

  /** All keys that signed, the first one first. */
  public List<SigningKeyPair> keys() {
    return List.copyOf(keys);
  }

  /** The place where the stream is now; the caller's to change. */
  public SortedMap<String, byte[]> place() {
    return new TreeMap<>(place.objects);
  }

  /** A place by its number from 0; the caller's to change. */
  public SortedMap<String, byte[]> place(int number) {
    return new TreeMap<>(places.get(number).objects);
  }

  /** The manifest of a job, at whatever place. */
  public Manifest manifest(long sequence) {
    SignedDocument document = manifests.get(Math.toIntExact(sequence - before - 1));
    return switch (ManifestCodec.decode(document)) {
      case Decoded.Accepted<Manifest>(Manifest manifest) -> manifest;
      case Decoded.Refused<Manifest>(String reason) -> throw new AssertionError(reason);
    };
  }

  /** The number of the next job. */
  public long nextSequence() {
    return before + manifests.size() + 1;
  }

  private StreamFixture begin(Reason reason, Optional<OriginRecord.Previous> previous) {
    beginning = reason;
    putKeys();
    putOrigin(reason, previous, List.of());
    return this;
  }

  private void putOrigin(
      Reason reason, Optional<OriginRecord.Previous> previous, List<Elsewhere> elsewhere) {
    OriginRecord origin =
        new OriginRecord(stream, tenant, reason, nextSequence(), previous, elsewhere);
    put(names.origin(nextSequence()), OriginCodec.sign(origin, keys.getLast()).encode());
  }

  private Optional<OriginRecord.Previous> previous() {
    return manifests.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new OriginRecord.Previous(stream, nextSequence() - 1, manifests.getLast().sha256()));
  }

  private void putKeys() {
    for (int i = 0; i < keys.size(); i++) {
      VerificationKey key = keys.get(i).publicKey();
      put(names.key(key.id()), key.encode());
      if (i > 0) {
        SigningKeyPair old = keys.get(i - 1);
        put(names.succession(key.id(), old.key()), KeySuccession.sign(key, old).encode());
      }
    }
  }

  private void put(ObjectKey key, byte[] bytes) {
    place.objects.put(key.value(), bytes);
  }

  private static String position(long number) {
    return "%016x".formatted(number);
  }
}
