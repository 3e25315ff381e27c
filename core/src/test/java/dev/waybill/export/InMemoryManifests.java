package dev.waybill.export;

import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.SignedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The manifests of an {@link InMemoryExportLedger}, which sees to it that one thread is here. */
final class InMemoryManifests {
  private final Map<JobId, KeyId> keys = new HashMap<>();
  private final Map<Sealing, SignedDocument> manifests = new HashMap<>();
  private final Map<OriginName, SignedDocument> origins = new HashMap<>();
  private final Map<StreamId, ManifestState.Link> last = new HashMap<>();
  private final Map<StreamId, List<Stay>> stays = new HashMap<>();
  private final Map<StreamId, ManifestState.Former> former = new HashMap<>();

  private record Sealing(JobId job, String place) {}

  private record OriginName(StreamId stream, String place, long firstSequence) {}

  private record Stay(long firstSequence, String place) {}

  void pin(ExportJob job, KeyId key) {
    keys.putIfAbsent(job.id(), key);
  }

  ManifestState state(ExportJob job, String place) {
    return new ManifestState(
        Optional.ofNullable(keys.get(job.id())),
        Optional.ofNullable(manifests.get(new Sealing(job.id(), place))),
        Optional.ofNullable(last.get(job.stream())),
        stays(job.stream()).stream()
            .map(stay -> new ManifestState.Stay(stay.firstSequence, stay.place.equals(place)))
            .toList(),
        stays(job.stream()).isEmpty()
            ? Optional.ofNullable(former.get(job.stream()))
            : Optional.empty());
  }

  /** What a stream that continues this one from here on says of it. */
  ManifestState.Former former(Stream stream) {
    return Optional.ofNullable(last.get(stream.id()))
        .map(
            link ->
                new OriginRecord.Previous(
                    stream.id().value(), stream.nextSequence() - 1, link.sha256()))
        .map(previous -> new ManifestState.Former(Optional.of(previous)))
        .or(() -> Optional.ofNullable(former.get(stream.id())))
        .orElseGet(() -> new ManifestState.Former(Optional.empty()));
  }

  void succeed(StreamId successor, ManifestState.Former to) {
    former.put(successor, to);
  }

  SignedDocument seal(ExportJob job, String place, SignedDocument manifest) {
    return sealed(manifests, new Sealing(job.id(), place), manifest);
  }

  SignedDocument sealOrigin(ExportJob job, String place, SignedDocument origin) {
    return sealed(origins, new OriginName(job.stream(), place, job.sequence()), origin);
  }

  private static <K> SignedDocument sealed(
      Map<K, SignedDocument> documents, K name, SignedDocument made) {
    return Optional.ofNullable(documents.putIfAbsent(name, made)).orElse(made);
  }

  void commit(ExportJob job, String place) {
    SignedDocument manifest = manifests.get(new Sealing(job.id(), place));
    if (manifest == null) {
      throw new IllegalStateException("job " + job.id() + " has no manifest at " + place);
    }
    last.put(job.stream(), ManifestState.Link.to(manifest));
    List<Stay> before = stays.computeIfAbsent(job.stream(), any -> new ArrayList<>());
    if (before.isEmpty() || !before.getLast().place.equals(place)) {
      before.add(new Stay(job.sequence(), place));
    }
  }

  /** As if the job had been delivered before there were manifests. */
  void forget(ExportJob job, String place) {
    manifests.remove(new Sealing(job.id(), place));
  }

  /** Replaces what was sealed, as whoever has the control plane might. */
  void alter(ExportJob job, String place, UnaryOperator<SignedDocument> alteration) {
    manifests.computeIfPresent(new Sealing(job.id(), place), (_, old) -> alteration.apply(old));
  }

  Optional<DeliveredJob.Documents> documents(ExportJob job, String place) {
    return Optional.ofNullable(manifests.get(new Sealing(job.id(), place)))
        .map(
            manifest -> {
              long first =
                  stays(job.stream()).stream()
                      .mapToLong(Stay::firstSequence)
                      .filter(sequence -> sequence <= job.sequence())
                      .max()
                      .orElseThrow();
              SignedDocument origin =
                  Optional.ofNullable(origins.get(new OriginName(job.stream(), place, first)))
                      .orElseThrow();
              return new DeliveredJob.Documents(manifest, new DeliveredJob.Origin(first, origin));
            });
  }

  private List<Stay> stays(StreamId stream) {
    return stays.getOrDefault(stream, List.of());
  }
}
