package dev.waybill.export;

import dev.waybill.manifest.ManifestObject;
import dev.waybill.manifest.SignedDocument;
import dev.waybill.storage.ObjectKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of a delivered job, as its manifest describes them. */
final class SealedObjects {
  private final Map<ObjectKey, ManifestObject> objects = new LinkedHashMap<>();

  private SealedObjects(List<ManifestObject> ascending) {
    ascending.forEach(object -> objects.put(object.key(), object));
  }

  static SealedObjects of(SignedDocument manifest) {
    return new SealedObjects(JobDocuments.read(manifest).objects());
  }

  /** Ascending. */
  List<ObjectKey> keys() {
    return List.copyOf(objects.keySet());
  }

  /**
   * Whether one of them has the key and content of an object that was made. Stored bytes do not
   * count: content is what was signed for, and no compressor promises the same bytes again.
   */
  boolean haveContentOf(DeliveredObject made) {
    return Optional.ofNullable(objects.get(made.key()))
        .filter(object -> hasContentOf(made, object))
        .isPresent();
  }

  private static boolean hasContentOf(DeliveredObject made, ManifestObject object) {
    return made.events() == object.events()
        && made.bytes() == object.bytes()
        && made.earliestEventTime() == object.earliestEventTime()
        && made.latestEventTime() == object.latestEventTime()
        && made.hashes()
            .filter(hashes -> hashes.sha256().equals(object.sha256()))
            .filter(hashes -> hashes.merkleRoot().equals(object.merkleRoot()))
            .isPresent();
  }
}
