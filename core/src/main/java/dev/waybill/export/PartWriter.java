package dev.waybill.export;

import dev.waybill.fault.Failure;
import dev.waybill.fault.FailureException;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.format.Compression;
import dev.waybill.log.Position;
import dev.waybill.storage.ObjectStore;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes parts of a range to a store, in as few scans of the range as the memory allows. What the
 * store's answer means is decided by the finisher, which must put the part.
 */
final class PartWriter {
  private final AttemptRun.Tools tools;
  private final PinnedSettings settings;
  private final Runnable guard;
  private final WorkKind kind;
  private final Consumer<OpenPart> finisher;

  /**
   * @param guard called before whatever is done next, and throws if it must not be done
   * @param finisher called after a part's last event
   */
  PartWriter(
      AttemptRun.Tools tools,
      PinnedSettings settings,
      Runnable guard,
      WorkKind kind,
      Consumer<OpenPart> finisher) {
    this.tools = tools;
    this.settings = settings;
    this.guard = guard;
    this.kind = kind;
    this.finisher = finisher;
  }

  /**
   * @param from from where on the range is held
   * @throws EventsTrimmed if it is not so any more
   */
  void write(JobRange range, Position from, List<PlannedPart> parts, ObjectStore store) {
    long fairShare = tools.budget().fairShare(range.tenant());
    List<Pass> passes =
        Pass.divide(parts, settings.openHours(), fairShare, part -> memory(part, store));
    passes.forEach(this::requireFits);
    for (Pass pass : passes) {
      write(range, from, pass, store);
    }
  }

  private void write(JobRange range, Position from, Pass pass, ObjectStore store) {
    try (BufferBudget.Reservation _ =
            tools.budget().reserve(range.tenant(), kind, pass.bytes(), tools.patience(), guard);
        PassRun run =
            new PassRun(
                pass,
                settings,
                guard,
                part -> open(part, store),
                part -> finish(part, range, from))) {
      tools.log().scan(List.of(range.from(from)), run);
      if (!run.done()) {
        throw range.missing(from);
      }
    }
  }

  private void finish(OpenPart part, JobRange range, Position from) {
    if (!part.isWhole()) {
      throw range.missing(from);
    }
    finisher.accept(part);
  }

  private OpenPart open(PlannedPart part, ObjectStore store) {
    return new OpenPart(
        part, settings, tools.encoders(), new GuardedUpload(store.begin(part.key()), guard));
  }

  /** What an open part holds at most: its encoder's buffers and what the store keeps back. */
  private long memory(PlannedPart part, ObjectStore store) {
    Compression compression = settings.output().compression();
    String encoder = settings.encoder();
    int block = settings.blockBytes();
    long stored = tools.encoders().storedBound(compression, encoder, block, part.bytes());
    return tools.encoders().heldBytes(compression, encoder, block, part.bytes())
        + Math.min(stored, store.bufferedBytesPerUpload());
  }

  private void requireFits(Pass pass) {
    if (pass.bytes() > tools.budget().bytes()) {
      throw new FailureException(
          new Failure(
              Fault.OURS,
              Stage.PUT,
              "BUFFERS_TOO_SMALL",
              "One object needs " + pass.bytes() + " bytes of buffers, more than all of them.",
              "The operator must raise the export setting bufferBytes."));
    }
  }
}
