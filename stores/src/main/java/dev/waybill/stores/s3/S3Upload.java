package dev.waybill.stores.s3;

import static java.util.Objects.checkFromIndexSize;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.upload.UploadBuffer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Becomes one put if it fits into one part, else a multipart upload whose parts go out as they
 * fill.
 */
final class S3Upload implements ObjectUpload {
  private static final Logger log = LoggerFactory.getLogger(S3Upload.class);
  private static final int MOST_PARTS = 10_000;

  private enum State {
    /** Nothing was sent. */
    COLLECTING,
    /** A multipart upload was started, and all parts so far have arrived. */
    IN_PARTS,
    /** A part was lost, so finishing would make an object with a hole. */
    BROKEN,
    /** Nothing is left to do, or to clean up. */
    ENDED
  }

  private final S3ObjectStore store;
  private final S3Bucket bucket;
  private final S3Failures failures;
  private final ObjectKey key;
  private final UploadBuffer buffer;
  private final List<CompletedPart> parts = new ArrayList<>();
  private State state = State.COLLECTING;
  private String uploadId = "";

  S3Upload(
      S3ObjectStore store,
      S3Bucket bucket,
      S3Failures failures,
      ObjectKey key,
      UploadBuffer buffer) {
    this.store = store;
    this.bucket = bucket;
    this.failures = failures;
    this.key = key;
    this.buffer = buffer;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    int done = 0;
    while (done < length) {
      if (buffer.isFull()) {
        sendPart();
      }
      done += buffer.append(bytes, offset + done, length - done);
    }
  }

  @Override
  public PutOutcome finish() {
    requireOpen();
    if (state == State.COLLECTING) {
      state = State.ENDED;
      return store.put(key, Payload.of(buffer));
    }
    try {
      sendPart();
    } catch (FailureException e) {
      return new PutOutcome.Refused(e.failure());
    }
    return complete();
  }

  @Override
  public void close() {
    buffer.release();
    boolean leftOver = !uploadId.isEmpty() && state != State.ENDED;
    state = State.ENDED;
    if (!leftOver) {
      return;
    }
    try {
      bucket.abort(key, uploadId);
    } catch (SdkException e) {
      // Neither the permission nor the request is needed: a lifecycle rule removes what is left.
      log.debug("could not abort the upload of {}: {}", key, e.toString());
    }
  }

  private void sendPart() {
    if (parts.size() == MOST_PARTS) {
      state = State.BROKEN;
      throw new FailureException(
          new Failure(
              Fault.OURS,
              Stage.PUT,
              "OBJECT_TOO_LARGE",
              "The object " + key + " has more than " + MOST_PARTS + " parts.",
              "Lower the part limit of exports, or raise the size of an upload's parts."));
    }
    try {
      if (state == State.COLLECTING) {
        uploadId = bucket.create(key);
        state = State.IN_PARTS;
      }
      parts.add(bucket.putPart(key, uploadId, parts.size() + 1, Payload.of(buffer)));
      buffer.clear();
    } catch (SdkException e) {
      state = State.BROKEN;
      throw new FailureException(failures.failure(e), e);
    }
  }

  private PutOutcome complete() {
    try {
      bucket.complete(key, uploadId, parts);
      state = State.ENDED;
      return new PutOutcome.Stored();
    } catch (SdkException e) {
      PutOutcome outcome = failures.outcome(e);
      if (outcome instanceof PutOutcome.Unknown) {
        // Not aborted: the store may be putting the parts together at this moment.
        state = State.ENDED;
      }
      return outcome;
    }
  }

  private void requireOpen() {
    if (state == State.BROKEN || state == State.ENDED) {
      throw new IllegalStateException("the upload of " + key + " has ended");
    }
  }
}
