package dev.waybill.server.sql;

import dev.waybill.export.Attempt;
import dev.waybill.export.DeliveredJob;
import dev.waybill.export.ExportJob;
import dev.waybill.export.ManifestState;
import dev.waybill.export.SealedJob;
import dev.waybill.manifest.Decoded;
import dev.waybill.manifest.KeyId;
import dev.waybill.manifest.OriginRecord;
import dev.waybill.manifest.Sha256;
import dev.waybill.manifest.SignedDocument;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The signed documents of streams: their bytes, and where the streams stand with them. */
final class ManifestRows {
  private ManifestRows() {}

  static ManifestState state(Transaction tx, ExportJob job, String place) {
    List<ManifestState.Stay> stays =
        tx.all(
            row -> new ManifestState.Stay(row.number("first_sequence"), row.flag("here")),
            """
            SELECT first_sequence, CASE WHEN place = ? THEN 1 ELSE 0 END AS here
            FROM stream_stays WHERE stream_id = ? ORDER BY first_sequence
            """,
            place,
            job.stream().value());
    return tx.one(
            row ->
                new ManifestState(
                    row.optionalText("signing_key").map(KeyId::new),
                    row.optionalBytes("document").map(ManifestRows::document),
                    last(row),
                    stays,
                    stays.isEmpty() ? former(tx, row.optionalText("previous_stream")) : none()),
            """
            SELECT j.signing_key, m.document, s.last_sha256, s.last_key, s.previous_stream
            FROM export_jobs j
            JOIN streams s ON s.id = j.stream_id
            LEFT JOIN sealed_manifests m ON m.job_id = j.id AND m.place = ?
            WHERE j.id = ?
            """,
            place,
            job.id().value())
        .orElseThrow();
  }

  private static Optional<ManifestState.Former> none() {
    return Optional.empty();
  }

  private static Optional<ManifestState.Link> last(Row row) {
    return row.optionalText("last_sha256")
        .map(
            sha256 ->
                new ManifestState.Link(
                    Sha256.parse(sha256).orElseThrow(), new KeyId(row.text("last_key"))));
  }

  /** Of streams that were restored before they delivered anything, the one before them counts. */
  private static Optional<ManifestState.Former> former(
      Transaction tx, Optional<String> previousStream) {
    return previousStream.map(
        former ->
            tx.one(
                    row ->
                        last(row)
                            .map(
                                last ->
                                    new ManifestState.Former(
                                        Optional.of(
                                            new OriginRecord.Previous(
                                                UUID.fromString(former),
                                                row.number("next_sequence") - 1,
                                                last.sha256()))))
                            .or(() -> former(tx, row.optionalText("previous_stream")))
                            .orElseGet(() -> new ManifestState.Former(Optional.empty())),
                    """
                    SELECT next_sequence, last_sha256, last_key, previous_stream
                    FROM streams WHERE id = ?
                    """,
                    former)
                .orElseThrow());
  }

  static SignedDocument seal(Transaction tx, Attempt attempt, SignedDocument manifest) {
    tx.update(
        """
        INSERT INTO sealed_manifests (job_id, place, document) VALUES (?, ?, ?)
        ON CONFLICT (job_id, place) DO NOTHING
        """,
        attempt.job().id().value(),
        Fence.place(attempt),
        manifest.encode());
    return manifest(tx, attempt.job(), Fence.place(attempt)).orElseThrow();
  }

  private static Optional<SignedDocument> manifest(Transaction tx, ExportJob job, String place) {
    return tx.one(
        ManifestRows::document,
        "SELECT document FROM sealed_manifests WHERE job_id = ? AND place = ?",
        job.id().value(),
        place);
  }

  static SignedDocument sealOrigin(Transaction tx, Attempt attempt, SignedDocument origin) {
    tx.update(
        """
        INSERT INTO sealed_origins (stream_id, place, first_sequence, document)
        VALUES (?, ?, ?, ?)
        ON CONFLICT (stream_id, place, first_sequence) DO NOTHING
        """,
        attempt.job().stream().value(),
        Fence.place(attempt),
        attempt.job().sequence(),
        origin.encode());
    return origin(tx, attempt.job(), Fence.place(attempt), attempt.job().sequence());
  }

  private static SignedDocument origin(
      Transaction tx, ExportJob job, String place, long firstSequence) {
    return tx.one(
            ManifestRows::document,
            """
            SELECT document FROM sealed_origins
            WHERE stream_id = ? AND place = ? AND first_sequence = ?
            """,
            job.stream().value(),
            place,
            firstSequence)
        .orElseThrow();
  }

  /** The stream goes on from the manifest that is sealed at the attempt's place. */
  static void commit(Transaction tx, Attempt attempt) {
    ExportJob job = attempt.job();
    String place = Fence.place(attempt);
    SignedDocument manifest =
        manifest(tx, job, place)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "job " + job.id() + " is to be committed without a manifest"));
    tx.update(
        "UPDATE streams SET last_sha256 = ?, last_key = ? WHERE id = ?",
        manifest.sha256().toString(),
        manifest.key().value(),
        job.stream().value());
    tx.update(
        """
        INSERT INTO stream_stays (stream_id, first_sequence, place)
        SELECT id, ?, ? FROM streams WHERE id = ? AND COALESCE(
          (SELECT place FROM stream_stays WHERE stream_id = streams.id
            ORDER BY first_sequence DESC LIMIT 1), '') <> ?
        """,
        job.sequence(),
        place,
        job.stream().value(),
        place);
  }

  /** What was put besides the objects; empty if the job was delivered without a manifest. */
  static Optional<DeliveredJob.Documents> documents(Transaction tx, ExportJob job, String place) {
    return manifest(tx, job, place)
        .map(
            manifest -> {
              long first =
                  tx.one(
                          row -> row.number("first_sequence"),
                          """
                          SELECT first_sequence FROM stream_stays
                          WHERE stream_id = ? AND first_sequence <= ?
                          ORDER BY first_sequence DESC LIMIT 1
                          """,
                          job.stream().value(),
                          job.sequence())
                      .orElseThrow();
              return new DeliveredJob.Documents(
                  manifest, new DeliveredJob.Origin(first, origin(tx, job, place, first)));
            });
  }

  /** A job's manifest as it is stored, whatever it is. */
  static Optional<Decoded<SignedDocument>> kept(Transaction tx, ExportJob job, String place) {
    return tx.one(
        row -> SignedDocument.decode(row.optionalBytes("document").orElseThrow()),
        "SELECT document FROM sealed_manifests WHERE job_id = ? AND place = ?",
        job.id().value(),
        place);
  }

  /** The manifest that the one of a job that has succeeded follows. */
  static SealedJob.Before before(Transaction tx, ExportJob job) {
    if (job.sequence() == 1) {
      return new SealedJob.Before.None();
    }
    return tx.one(
            row -> before(row.optionalBytes("document")),
            """
            SELECT m.document FROM export_jobs j
            LEFT JOIN sealed_manifests m ON m.job_id = j.id AND m.place = j.place
            WHERE j.stream_id = ? AND j.sequence = ?
            """,
            job.stream().value(),
            job.sequence() - 1)
        .orElseGet(SealedJob.Before.Unknown::new);
  }

  private static SealedJob.Before before(Optional<byte[]> file) {
    return file.map(SignedDocument::decode)
        .<SealedJob.Before>map(
            decoded ->
                switch (decoded) {
                  case Decoded.Accepted<SignedDocument>(SignedDocument document) ->
                      new SealedJob.Before.Known(document);
                  case Decoded.Refused<SignedDocument> _ -> new SealedJob.Before.Unknown();
                })
        .orElseGet(SealedJob.Before.None::new);
  }

  private static SignedDocument document(Row row) {
    return document(row.optionalBytes("document").orElseThrow());
  }

  private static SignedDocument document(byte[] file) {
    return switch (SignedDocument.decode(file)) {
      case Decoded.Accepted<SignedDocument>(SignedDocument document) -> document;
      case Decoded.Refused<SignedDocument>(String reason) ->
          throw new IllegalStateException("a stored document cannot be read: " + reason);
    };
  }
}
