package dev.waybill.export;

import dev.waybill.export.SelfCheckResult.Difference;
import dev.waybill.format.Compression;
import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.KeyFile;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.Manifest;
import dev.waybill.manifest.ManifestCodec;
import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.Sha256;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.manifest.SigningKeys;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.storage.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what is kept of one delivery, field by field, with what follows from the log.
 *
 * <p>Of stored bytes only those of uncompressed objects follow from the log. Those of others are
 * what their put saw: the manifest and the history, which both were told, must agree on them.
 */
final class DeliveryComparison {
  private static final String NOTHING = "nothing";
  private static final int MOST_TOLD = 20;

  private final SealedJob sealed;
  private final Rederivation.Derived derived;
  private final SigningKeys keys;
  private final boolean storedAsIs;
  private final List<Difference> first = new ArrayList<>();
  private long all;

  DeliveryComparison(SealedJob sealed, Rederivation.Derived derived, SigningKeys keys) {
    this.sealed = sealed;
    this.derived = derived;
    this.keys = keys;
    this.storedAsIs = sealed.job().settings().output().compression() == Compression.NONE;
  }

  SelfCheckResult result() {
    history();
    switch (sealed.manifest()) {
      case Decoded.Refused<SignedDocument>(String reason) -> unreadable(reason);
      case Decoded.Accepted<SignedDocument>(SignedDocument document) -> {
        signature(document);
        switch (ManifestCodec.decode(document)) {
          case Decoded.Refused<Manifest>(String reason) -> unreadable(reason);
          case Decoded.Accepted<Manifest>(Manifest manifest) -> manifest(manifest);
        }
      }
    }
    return all == 0 ? new SelfCheckResult.Same() : new SelfCheckResult.Different(first, all);
  }

  private void history() {
    Delivery should = derived.delivery();
    Delivery is = sealed.delivery();
    compare("history.events", should.events(), is.events());
    compare("history.suppressed", should.suppressed(), is.suppressed());
    compare("history.expired", should.expired(), is.expired());
    compare("history.keys", should.objects(), is.objects());
    objects("history.objects", derived.objects(), sealed.objects(), this::derivable);
  }

  private void unreadable(String reason) {
    differ("manifest", "a signed manifest", reason);
  }

  private void signature(SignedDocument document) {
    compare("signature.key", text(sealed.key()), document.key());
    Optional<VerificationKey> key = publicKey(document.key());
    if (key.filter(document::isSignedBy).isEmpty()) {
      differ(
          "signature",
          "one by a key of this service",
          key.isEmpty() ? "one by an unknown key" : "one that is not of this payload");
    }
  }

  private Optional<VerificationKey> publicKey(KeyId id) {
    return keys.find(id).stream()
        .flatMap(signer -> keys.filesOf(signer.key()).stream())
        .flatMap(
            file ->
                file instanceof KeyFile.OfKey(VerificationKey key)
                    ? Stream.of(key)
                    : Stream.empty())
        .filter(key -> key.id().equals(id))
        .findFirst();
  }

  private void manifest(Manifest is) {
    Manifest should =
        JobDocuments.manifest(
            sealed.job(),
            sealed.job().settings(),
            derived.delivery(),
            derived.objects(),
            previous(is));
    compare("stream", should.stream(), is.stream());
    compare("tenant", should.tenant(), is.tenant());
    compare("sequence", should.sequence(), is.sequence());
    compare("scheduledAt", should.scheduledAt(), is.scheduledAt());
    compare("range.from", should.range().from(), is.range().from());
    compare("range.to", should.range().to(), is.range().to());
    compare("received.from", should.received().from(), is.received().from());
    compare("received.through", should.received().through(), is.received().through());
    compare("events.first", should.events().first(), is.events().first());
    compare("events.last", should.events().last(), is.events().last());
    compare("events.count", should.events().count(), is.events().count());
    compare("events.suppressed", should.events().suppressed(), is.events().suppressed());
    compare("events.expired", should.events().expired(), is.events().expired());
    compare("filter", text(should.filter()), text(is.filter()));
    compare("previous", previous(should.previous()), previous(is.previous()));
    List<DeliveredObject> listed = is.objects().stream().map(DeliveryComparison::listed).toList();
    objects("objects", derived.objects(), listed, this::derivable);
    if (!storedAsIs) {
      objects("history.objects", listed, recordedOf(listed), DeliveryComparison::stored);
    }
  }

  /** What is not in the history any more cannot be contradicted. */
  private Optional<Manifest.Previous> previous(Manifest is) {
    return switch (sealed.before()) {
      case SealedJob.Before.None() -> Optional.empty();
      case SealedJob.Before.Known(SignedDocument before) ->
          Optional.of(new Manifest.Previous(sealed.job().sequence() - 1, before.sha256()));
      case SealedJob.Before.Unknown() -> is.previous();
    };
  }

  /** Those that the manifest names, so that what the history lacks is told once only. */
  private List<DeliveredObject> recordedOf(List<DeliveredObject> listed) {
    Map<ObjectKey, DeliveredObject> recorded = byKey(sealed.objects());
    return listed.stream().map(object -> recorded.getOrDefault(object.key(), object)).toList();
  }

  private void objects(
      String field,
      List<DeliveredObject> should,
      List<DeliveredObject> is,
      Function<DeliveredObject, Map<String, String>> fields) {
    Map<ObjectKey, DeliveredObject> expected = byKey(should);
    Map<ObjectKey, DeliveredObject> found = byKey(is);
    TreeSet<ObjectKey> keys = new TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    for (ObjectKey key : keys) {
      String name = field + "[" + key + "]";
      DeliveredObject one = expected.get(key);
      DeliveredObject other = found.get(key);
      if (one == null || other == null) {
        differ(name, one == null ? NOTHING : "an object", other == null ? NOTHING : "an object");
      } else {
        Map<String, String> values = fields.apply(other);
        fields
            .apply(one)
            .forEach(
                (value, text) ->
                    compare(name + "." + value, text, values.getOrDefault(value, NOTHING)));
      }
    }
  }

  /** What follows from the log, by the names that a manifest gives it. */
  private Map<String, String> derivable(DeliveredObject object) {
    Map<String, String> fields = storedAsIs ? stored(object) : new TreeMap<>();
    fields.put("events", Long.toString(object.events()));
    fields.put("bytes", Long.toString(object.bytes()));
    fields.put("sha256", hash(object, ObjectHashes::sha256));
    fields.put("merkleRoot", hash(object, ObjectHashes::merkleRoot));
    fields.put("earliestEventTime", Long.toString(object.earliestEventTime()));
    fields.put("latestEventTime", Long.toString(object.latestEventTime()));
    return fields;
  }

  private static Map<String, String> stored(DeliveredObject object) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("storedBytes", Long.toString(object.storedBytes()));
    fields.put("storedSha256", hash(object, ObjectHashes::storedSha256));
    return fields;
  }

  private static String hash(DeliveredObject object, Function<ObjectHashes, Sha256> which) {
    return text(object.hashes().map(which));
  }

  private static DeliveredObject listed(ManifestObject object) {
    return new DeliveredObject(
        object.key(),
        object.events(),
        object.bytes(),
        object.storedBytes(),
        object.earliestEventTime(),
        object.latestEventTime(),
        Optional.of(new ObjectHashes(object.sha256(), object.storedSha256(), object.merkleRoot())));
  }

  private static Map<ObjectKey, DeliveredObject> byKey(List<DeliveredObject> objects) {
    return objects.stream().collect(Collectors.toMap(DeliveredObject::key, Function.identity()));
  }

  private static String previous(Optional<Manifest.Previous> previous) {
    return text(previous.map(link -> link.sequence() + " " + link.sha256()));
  }

  private static String text(Optional<?> value) {
    return value.map(Objects::toString).orElse(NOTHING);
  }

  private void compare(String field, Object expected, Object found) {
    String should = expected.toString();
    String is = found.toString();
    if (!should.equals(is)) {
      differ(field, should, is);
    }
  }

  private void differ(String field, String expected, String found) {
    all++;
    if (first.size() < MOST_TOLD) {
      first.add(new Difference(field, expected, found));
    }
  }
}
