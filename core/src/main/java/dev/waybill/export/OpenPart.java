package dev.waybill.export;

import dev.waybill.format.Encoder;
import dev.waybill.format.Encoders;
import dev.waybill.log.EventBlock;
import dev.waybill.manifest.ContentDigest;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import java.util.Optional;

/** An object that is being written. */
final class OpenPart implements AutoCloseable {
  private final PlannedPart part;
  private final LineForm form;
  private final DigestedUpload upload;
  private final ContentDigest content = new ContentDigest();
  private final Encoder encoder;
  private long events;
  private long bytes;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  OpenPart(PlannedPart part, PinnedSettings settings, Encoders encoders, ObjectUpload upload) {
    this.part = part;
    this.form = LineForm.of(settings.output());
    this.upload = new DigestedUpload(upload);
    this.encoder =
        encoders.open(
            settings.output().compression(),
            settings.encoder(),
            settings.blockBytes(),
            part.bytes(),
            content::append,
            this.upload);
  }

  PlannedPart part() {
    return part;
  }

  void append(EventBlock block, int index) {
    form.append(block, index, encoder);
    events++;
    bytes += form.length(block.index().lineLength(index), block.index().kind(index));
    long eventTime = block.index().eventTime(index);
    earliest = Math.min(earliest, eventTime);
    latest = Math.max(latest, eventTime);
  }

  /** Whether it has all that was surveyed. */
  boolean isWhole() {
    return events == part.events() && bytes == part.bytes();
  }

  /** Sends what is left of the content; the object is not visible yet. */
  void complete() {
    encoder.finish();
  }

  PutOutcome put() {
    return upload.finish();
  }

  /** What was put; asked for once, when the content is complete. */
  DeliveredObject delivered() {
    ContentDigest.Result result = content.end();
    if (result.lines() != events || result.bytes() != bytes || !result.endsWithLine()) {
      throw new IllegalStateException(part.key() + " holds " + result + ", not " + part);
    }
    return new DeliveredObject(
        part.key(),
        events,
        bytes,
        encoder.storedBytes(),
        earliest,
        latest,
        Optional.of(new ObjectHashes(result.sha256(), upload.sha256(), result.merkleRoot())));
  }

  @Override
  public void close() {
    encoder.close();
    upload.close();
  }
}
