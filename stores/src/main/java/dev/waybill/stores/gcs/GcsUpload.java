package dev.waybill.stores.gcs;

import static java.util.Objects.checkFromIndexSize;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import dev.waybill.stores.upload.UploadBuffer;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Becomes one put if it fits into one chunk, else a resumable upload, chunk by chunk. */
final class GcsUpload implements ObjectUpload {
  private static final Logger log = LoggerFactory.getLogger(GcsUpload.class);

  /** So often the store may keep less of a chunk than was sent. */
  private static final int MOST_RESENDS = 8;

  private enum State {
    /** Nothing was sent. */
    COLLECTING,
    /** An upload was started, and all chunks so far have arrived. */
    IN_CHUNKS,
    /** The name is taken: what else is written goes nowhere. */
    TAKEN,
    /** A chunk was lost, so the upload cannot go on. */
    BROKEN,
    /** Nothing is left to do, or to clean up. */
    ENDED
  }

  private final GcsObjectStore store;
  private final GcsBucket bucket;
  private final GcsAnswers answers;
  private final GcsBreakdowns breakdowns;
  private final String name;
  private final UploadBuffer buffer;
  private final CRC32C crc = new CRC32C();
  private State state = State.COLLECTING;
  private @Nullable URI session;
  private long arrived;

  GcsUpload(
      GcsObjectStore store,
      GcsBucket bucket,
      GcsAnswers answers,
      GcsBreakdowns breakdowns,
      String name,
      UploadBuffer buffer) {
    this.store = store;
    this.bucket = bucket;
    this.answers = answers;
    this.breakdowns = breakdowns;
    this.name = name;
    this.buffer = buffer;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    checkFromIndexSize(offset, length, bytes.length);
    requireOpen();
    int done = 0;
    while (done < length) {
      if (buffer.isFull()) {
        sendChunk();
      }
      done += buffer.append(bytes, offset + done, length - done);
    }
  }

  @Override
  public PutOutcome finish() {
    requireOpen();
    return switch (state) {
      case COLLECTING -> {
        state = State.ENDED;
        yield store.put(name, Slices.of(buffer));
      }
      case TAKEN -> new PutOutcome.AlreadyThere();
      default -> sendLast();
    };
  }

  @Override
  public void close() {
    buffer.release();
    URI left = state == State.ENDED ? null : session;
    state = State.ENDED;
    if (left == null) {
      return;
    }
    try {
      int status = bucket.cancel(left).status();
      log.debug("gave up the upload of {}: {}", name, status);
    } catch (IOException e) {
      // The request is not needed: Google forgets after a week what was not finished.
      log.debug("could not give up the upload of {}: {}", name, e.toString());
    }
  }

  private void sendChunk() {
    if (state == State.COLLECTING) {
      start();
    }
    if (state == State.IN_CHUNKS) {
      Slices chunk = Slices.of(buffer);
      chunk.addTo(crc);
      GcsReply reply;
      try {
        reply = send(chunk, OptionalLong.empty(), Optional.empty());
      } catch (IOException e) {
        throw broken(failure(breakdowns.outcome(e)));
      }
      if (reply.isIncomplete()) {
        arrived += chunk.length();
      } else if (answers.refusal(reply) instanceof PutOutcome.AlreadyThere) {
        state = State.TAKEN;
      } else {
        throw broken(failure(answers.refusal(reply)));
      }
    }
    buffer.clear();
  }

  private PutOutcome sendLast() {
    Slices chunk = Slices.of(buffer);
    chunk.addTo(crc);
    String crc32c = Slices.text(crc);
    long size = arrived + chunk.length();
    PutOutcome outcome;
    try {
      GcsReply reply = send(chunk, OptionalLong.of(size), Optional.of(crc32c));
      outcome =
          reply.isIncomplete()
              ? new PutOutcome.Unknown(unkept())
              : answers.outcome(reply, name, size, crc32c);
    } catch (FailureException e) {
      return new PutOutcome.Refused(e.failure());
    } catch (IOException e) {
      outcome = breakdowns.outcome(e);
    }
    if (!(outcome instanceof PutOutcome.Refused)) {
      // Not given up in doubt either: the store may be finishing it at this moment.
      state = State.ENDED;
    }
    return outcome;
  }

  /**
   * Sends a chunk, and again what the store says it has not kept of it.
   *
   * @return the answer that ended it: that of an incomplete object if all of the chunk has arrived
   * @throws FailureException if the store keeps too little, so nothing will be visible
   */
  private GcsReply send(Slices chunk, OptionalLong total, Optional<String> crc32c)
      throws IOException {
    long sent = 0;
    for (int tries = 0; tries <= MOST_RESENDS; tries++) {
      GcsReply reply = bucket.send(session(), chunk.from(sent), arrived + sent, total, crc32c);
      if (!reply.isIncomplete()) {
        return reply;
      }
      long kept = reply.keptBytes().orElse(0) - arrived;
      if (kept == chunk.length()) {
        return reply;
      }
      if (kept < sent || kept >= chunk.length()) {
        break;
      }
      sent = kept;
    }
    throw broken(unkept());
  }

  private void start() {
    GcsReply reply;
    try {
      reply = bucket.start(name);
    } catch (IOException e) {
      throw broken(failure(breakdowns.outcome(e)));
    }
    if (reply.isSuccess()) {
      session = bucket.session(reply).orElseThrow(() -> broken(elsewhere()));
      state = State.IN_CHUNKS;
    } else if (answers.refusal(reply) instanceof PutOutcome.AlreadyThere) {
      state = State.TAKEN;
    } else {
      throw broken(failure(answers.refusal(reply)));
    }
  }

  private URI session() {
    if (session == null) {
      throw new IllegalStateException("the upload of " + name + " was not started");
    }
    return session;
  }

  private FailureException broken(Failure failure) {
    state = State.BROKEN;
    return new FailureException(failure);
  }

  private static Failure unkept() {
    return new Failure(
        Fault.CAPACITY,
        Stage.PUT,
        "STORE_ERROR",
        "Google does not keep the bytes of an upload.",
        "");
  }

  private static Failure elsewhere() {
    return new Failure(
        Fault.OURS,
        Stage.PUT,
        "UNEXPECTED_ANSWER",
        "The answer to the start of an upload names no place at the store.",
        "Ask the operator of this service to check the setting "
            + GcsSettings.ENDPOINT_SETTING
            + ": the server there must know that it is called by that name.");
  }

  /** Why a request failed that does not make anything visible. */
  private static Failure failure(PutOutcome outcome) {
    return switch (outcome) {
      case PutOutcome.Refused(Failure failure) -> failure;
      case PutOutcome.Unknown(Failure failure) -> failure;
      case PutOutcome.Stored(), PutOutcome.AlreadyThere(), PutOutcome.OtherBytes _ ->
          throw new IllegalStateException("a part of an object is not an object");
    };
  }

  private void requireOpen() {
    if (state == State.BROKEN || state == State.ENDED) {
      throw new IllegalStateException("the upload of " + name + " has ended");
    }
  }
}
