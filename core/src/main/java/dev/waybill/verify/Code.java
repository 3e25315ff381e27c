package dev.waybill.verify;

/** What a verifier may report; docs/spec/manifest-v1.md, section 6, says of which objects. */
public enum Code {
  /** Not of the form of such a document. */
  UNREADABLE(Severity.FINDING),
  /** A document whose name is not what it says it is. */
  MISPLACED(Severity.FINDING),
  /** Below {@code _waybill/}, and none of the documents there. */
  UNKNOWN_OBJECT(Severity.FINDING),
  /** A document that names a key which is not trusted, or revoked. */
  UNTRUSTED_KEY(Severity.FINDING),
  /** A document that the key it names did not sign. */
  BAD_SIGNATURE(Severity.FINDING),
  /** A key file that is not there though the key signed. */
  MISSING_KEY(Severity.FINDING),
  /** A manifest signed by a key that had been succeeded. */
  KEY_RETURNED(Severity.FINDING),
  /** A document of another tenant than the stream's. */
  OTHER_TENANT(Severity.FINDING),
  /** The first of a run of manifests that are neither here nor elsewhere. */
  MISSING_MANIFEST(Severity.FINDING),
  /** The record that should say why a stream starts here. */
  MISSING_ORIGIN(Severity.FINDING),
  /** A document that does not continue what comes before. */
  BROKEN_CHAIN(Severity.FINDING),
  /** A manifest of a job whose events were removed before they could be delivered. */
  EXPIRED(Severity.FINDING),
  /** Listed in a manifest, and not there. */
  MISSING_OBJECT(Severity.FINDING),
  /** Cannot be decompressed to its end. */
  DAMAGED_OBJECT(Severity.FINDING),
  /** Its content is another. */
  ALTERED_OBJECT(Severity.FINDING),
  /** Its content is right, but its manifest says of it what is not so. */
  MISDESCRIBED_OBJECT(Severity.FINDING),
  /** Holds a line of another folder. */
  WRONG_FOLDER(Severity.FINDING),
  /** No manifest lists it, and no job under way explains it. */
  EXTRA_OBJECT(Severity.FINDING),
  /** The place has no stream. */
  NOTHING_FOUND(Severity.FINDING),
  /** A stream that was expected. */
  STREAM_NOT_FOUND(Severity.FINDING),
  /** A tenant that was expected. */
  TENANT_NOT_FOUND(Severity.FINDING),
  /** A stream that ends before the time that was expected. */
  NOT_COMPLETE_THROUGH(Severity.FINDING),
  /** It could not be read, so nothing is known of it. */
  NOT_READ(Severity.ERROR),
  /** The content is right, the stored bytes are others. */
  RECOMPRESSED(Severity.WARNING),
  /** No manifest that could be accepted says anything of it. */
  NOT_COVERED(Severity.WARNING),
  /** The record of a stream that continues another after a restore from a backup. */
  RESTORED(Severity.NOTE),
  /** Not delivered: its job is under way, or ended without it. */
  UNCOMMITTED(Severity.NOTE);

  /** What it means for the whole place. */
  public enum Severity {
    /** The place is not verified. */
    FINDING,
    /** The place was not wholly read, so it is not verified. */
    ERROR,
    WARNING,
    NOTE
  }

  private final Severity severity;

  Code(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }
}
