package dev.waybill.cli.client;

import java.io.Console;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on a terminal, nothing in a pipe. */
public final class Progress implements AutoCloseable {
  private static final int BYTES_PER_MEGABYTE = 1_000_000;

  private final Optional<ProgressBar> bar;

  private Progress(Optional<ProgressBar> bar) {
    this.bar = bar;
  }

  /**
   * Counts bytes.
   *
   * @param bytes of all the work, or -1 if that is not known
   */
  public static Progress ofBytes(String task, long bytes) {
    return of(task, bytes, " MB", BYTES_PER_MEGABYTE);
  }

  /**
   * Counts anything else.
   *
   * @param unit what is counted, such as {@code jobs}
   */
  public static Progress of(String task, long all, String unit) {
    return of(task, all, " " + unit, 1);
  }

  private static Progress of(String task, long all, String unit, long size) {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      return new Progress(Optional.empty());
    }
    return new Progress(
        Optional.of(
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(all)
                .setUnit(unit, size)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .build()));
  }

  public void step(long more) {
    bar.ifPresent(shown -> shown.stepBy(more));
  }

  /** How much of the work is done. */
  public void at(long done) {
    bar.ifPresent(shown -> shown.stepTo(done));
  }

  /**
   * How much of the work is done.
   *
   * @param all the work, as far as that is known now, or -1
   */
  public void at(long done, long all) {
    bar.ifPresent(shown -> shown.maxHint(all).stepTo(done));
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
  }
}
