package dev.waybill.manifest;

import dev.waybill.event.EventKind;
import dev.waybill.format.Compression;
import java.util.List;

/** A manifest of two events in two objects. */
final class SampleManifest {
  static final Manifest MANIFEST =
      StreamFixture.created(StreamFixture.STREAM, StreamFixture.TENANT)
          .with(SampleDelivery.USUAL.compressed(Compression.NONE))
          .deliver(
              List.of(
                  SampleEvent.at(EventKind.QUERY, "1", "2026-11-20T14:01:00Z"),
                  SampleEvent.at(EventKind.CUSTOM, "2", "2026-11-20T14:01:00Z")))
          .manifest(1);

  static final String PAYLOAD = ManifestCodec.payload(MANIFEST);

  private SampleManifest() {}
}
