package dev.waybill.manifest;

import dev.waybill.manifest.OriginRecord.Elsewhere;
import dev.waybill.manifest.OriginRecord.Previous;
import dev.waybill.manifest.OriginRecord.Reason;
import dev.waybill.tenant.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Between origin records and their signed form; docs/spec/manifest-v1.md, section 5. */
public final class OriginCodec {
  private OriginCodec() {}

  /** Makes the document; its bytes are {@link SignedDocument#encode}. */
  public static SignedDocument sign(OriginRecord origin, Signer signer) {
    return SignedDocument.sign(payload(origin), signer);
  }

  /** Reads what a document says; whether to believe it is a matter of its signature. */
  public static Decoded<OriginRecord> decode(SignedDocument document) {
    return PayloadReader.decode(() -> origin(new PayloadReader(document.payload())));
  }

  static String payload(OriginRecord origin) {
    PayloadWriter out = new PayloadWriter();
    out.string("{\"version\":1,\"stream\":", origin.stream())
        .string(",\"tenant\":", origin.tenant())
        .string(",\"reason\":", origin.reason().name())
        .number(",\"firstSequence\":", origin.firstSequence())
        .orNull(",\"previous\":", origin.previous(), previous -> write(previous, out))
        .list(",\"elsewhere\":", origin.elsewhere(), jobs -> write(jobs, out))
        .raw("}");
    return out.toString();
  }

  private static void write(Previous previous, PayloadWriter out) {
    out.string("{\"stream\":", previous.stream())
        .number(",\"sequence\":", previous.sequence())
        .string(",\"sha256\":", previous.sha256())
        .raw("}");
  }

  private static void write(Elsewhere jobs, PayloadWriter out) {
    out.number("{\"fromSequence\":", jobs.fromSequence())
        .number(",\"toSequence\":", jobs.toSequence())
        .raw("}");
  }

  private static OriginRecord origin(PayloadReader in) throws BadDocumentException {
    UUID stream = in.streamOfVersion1();
    TenantId tenant = in.tenant();
    in.expect(",\"reason\":");
    Reason reason = in.value("reason", OriginCodec::reason);
    long firstSequence = in.sequence(",\"firstSequence\":");
    in.expect(",\"previous\":");
    Optional<Previous> previous = in.orNull(() -> previous(in));
    in.expect(",\"elsewhere\":");
    List<Elsewhere> elsewhere = in.list(() -> elsewhere(in));
    in.end();
    return new OriginRecord(stream, tenant, reason, firstSequence, previous, elsewhere);
  }

  private static Previous previous(PayloadReader in) throws BadDocumentException {
    Previous previous =
        new Previous(
            in.stream("{\"stream\":"), in.sequence(",\"sequence\":"), in.hash(",\"sha256\":"));
    in.expect("}");
    return previous;
  }

  private static Elsewhere elsewhere(PayloadReader in) throws BadDocumentException {
    Elsewhere jobs =
        new Elsewhere(in.sequence("{\"fromSequence\":"), in.sequence(",\"toSequence\":"));
    in.expect("}");
    return jobs;
  }

  private static Optional<Reason> reason(String text) {
    return Arrays.stream(Reason.values()).filter(reason -> reason.name().equals(text)).findAny();
  }
}
