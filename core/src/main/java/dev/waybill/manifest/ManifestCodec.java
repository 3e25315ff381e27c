package dev.waybill.manifest;

import dev.waybill.manifest.Manifest.Events;
import dev.waybill.manifest.Manifest.Previous;
import dev.waybill.manifest.Manifest.Range;
import dev.waybill.manifest.Manifest.Received;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Between manifests and their signed form; docs/spec/manifest-v1.md, section 4. */
public final class ManifestCodec {
  private ManifestCodec() {}

  /** Makes the document; its bytes are {@link SignedDocument#encode}. */
  public static SignedDocument sign(Manifest manifest, Signer signer) {
    return SignedDocument.sign(payload(manifest), signer);
  }

  /** Reads what a document says; whether to believe it is a matter of its signature. */
  public static Decoded<Manifest> decode(SignedDocument document) {
    return PayloadReader.decode(() -> manifest(new PayloadReader(document.payload())));
  }

  static String payload(Manifest manifest) {
    PayloadWriter out = new PayloadWriter();
    out.string("{\"version\":1,\"stream\":", manifest.stream())
        .string(",\"tenant\":", manifest.tenant())
        .number(",\"sequence\":", manifest.sequence())
        .string(",\"scheduledAt\":", PayloadWriter.instant(manifest.scheduledAt()))
        .string(",\"range\":{\"from\":", manifest.range().from())
        .string(",\"to\":", manifest.range().to())
        .number("},\"received\":{\"from\":", manifest.received().from())
        .number(",\"through\":", manifest.received().through())
        .number("},\"events\":{\"first\":", manifest.events().first())
        .number(",\"last\":", manifest.events().last())
        .number(",\"count\":", manifest.events().count())
        .number(",\"suppressed\":", manifest.events().suppressed())
        .number(",\"expired\":", manifest.events().expired())
        .list("},\"objects\":", manifest.objects(), object -> write(object, out))
        .orNull(",\"filter\":", manifest.filter(), hash -> out.string("", hash))
        .orNull(",\"previous\":", manifest.previous(), previous -> write(previous, out))
        .raw("}");
    return out.toString();
  }

  private static void write(ManifestObject object, PayloadWriter out) {
    out.string("{\"key\":", object.key())
        .number(",\"events\":", object.events())
        .number(",\"bytes\":", object.bytes())
        .string(",\"sha256\":", object.sha256())
        .number(",\"storedBytes\":", object.storedBytes())
        .string(",\"storedSha256\":", object.storedSha256())
        .string(",\"merkleRoot\":", object.merkleRoot())
        .number(",\"earliestEventTime\":", object.earliestEventTime())
        .number(",\"latestEventTime\":", object.latestEventTime())
        .raw("}");
  }

  private static void write(Previous previous, PayloadWriter out) {
    out.number("{\"sequence\":", previous.sequence())
        .string(",\"sha256\":", previous.sha256())
        .raw("}");
  }

  private static Manifest manifest(PayloadReader in) throws BadDocumentException {
    UUID stream = in.streamOfVersion1();
    TenantId tenant = in.tenant();
    long sequence = in.sequence(",\"sequence\":");
    Instant scheduledAt = in.instant(",\"scheduledAt\":");
    Range range = new Range(in.position(",\"range\":{\"from\":"), in.position(",\"to\":"));
    Received received =
        new Received(in.time("},\"received\":{\"from\":"), in.time(",\"through\":"));
    Events events =
        new Events(
            in.count("},\"events\":{\"first\":"),
            in.count(",\"last\":"),
            in.count(",\"count\":"),
            in.count(",\"suppressed\":"),
            in.count(",\"expired\":"));
    in.expect("},\"objects\":");
    List<ManifestObject> objects = in.list(() -> object(in));
    in.expect(",\"filter\":");
    Optional<Sha256> filter = in.orNull(() -> in.hash(""));
    in.expect(",\"previous\":");
    Optional<Previous> previous = in.orNull(() -> previous(in));
    in.end();
    return new Manifest(
        stream, tenant, sequence, scheduledAt, range, received, events, objects, filter, previous);
  }

  private static ManifestObject object(PayloadReader in) throws BadDocumentException {
    ManifestObject object =
        new ManifestObject(
            in.objectKey("{\"key\":"),
            in.count(",\"events\":"),
            in.count(",\"bytes\":"),
            in.hash(",\"sha256\":"),
            in.count(",\"storedBytes\":"),
            in.hash(",\"storedSha256\":"),
            in.hash(",\"merkleRoot\":"),
            in.time(",\"earliestEventTime\":"),
            in.time(",\"latestEventTime\":"));
    in.expect("}");
    return object;
  }

  private static Previous previous(PayloadReader in) throws BadDocumentException {
    Previous previous = new Previous(in.sequence("{\"sequence\":"), in.hash(",\"sha256\":"));
    in.expect("}");
    return previous;
  }
}
