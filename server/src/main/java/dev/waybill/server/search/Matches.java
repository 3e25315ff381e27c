package dev.waybill.server.search;

import dev.waybill.log.BlockIndex;
import dev.waybill.log.BlockVisitor;
import dev.waybill.log.EventBlock;
import dev.waybill.log.Position;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** The lines of a stretch that are looked for, in order of receipt; only so many are kept. */
final class Matches implements BlockVisitor {
  /** Which ones are kept if there are more than fit. */
  enum Keep {
    FIRST,
    LAST
  }

  /** An event that is looked for; the line is without its line feed. */
  static final class Match {
    private final Position position;
    private final byte[] line;

    private Match(Position position, byte[] line) {
      this.position = position;
      this.line = line;
    }

    Position position() {
      return position;
    }

    byte[] line() {
      return line;
    }
  }

  private final SearchRequest request;
  private final Keep keep;
  private final int mostMatches;
  private final long mostBytes;
  private final LineMatcher matcher;
  private final Deque<Match> kept = new ArrayDeque<>();
  private long bytes;
  private boolean cut;

  Matches(SearchRequest request, Keep keep, int mostMatches, long mostBytes) {
    this.request = request;
    this.keep = keep;
    this.mostMatches = mostMatches;
    this.mostBytes = mostBytes;
    this.matcher = new LineMatcher(request);
  }

  Deque<Match> kept() {
    return kept;
  }

  /** Whether there may be more matches in the stretch than are kept. */
  boolean cut() {
    return cut;
  }

  @Override
  public boolean wants(BlockIndex index) {
    for (int i = 0; i < index.size(); i++) {
      if (isAsked(index, i)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void visit(EventBlock block) {
    BlockIndex index = block.index();
    for (int i = 0; i < index.size() && !done(); i++) {
      int start = block.lineStart(i);
      int length = index.lineLength(i);
      if (isAsked(index, i)
          && (!request.readsLines() || matcher.matches(block.bytes(), start, length))) {
        byte[] line = Arrays.copyOfRange(block.bytes(), start, start + length);
        add(new Match(index.first().plus(i), line));
      }
    }
  }

  @Override
  public boolean done() {
    return keep == Keep.FIRST && cut;
  }

  private void add(Match match) {
    kept.addLast(match);
    bytes += match.line().length;
    switch (keep) {
      case FIRST -> cut = kept.size() >= mostMatches || bytes >= mostBytes;
      case LAST -> dropFirst();
    }
  }

  /** At least one stays, however long it is. */
  private void dropFirst() {
    while (kept.size() > mostMatches || (bytes > mostBytes && kept.size() > 1)) {
      bytes -= kept.removeFirst().line().length;
      cut = true;
    }
  }

  private boolean isAsked(BlockIndex index, int event) {
    if (!request.hasKind(index.kind(event))) {
      return false;
    }
    return switch (request.by()) {
      case RECEIVED -> true; // the range holds no other
      case EVENT -> {
        long at = index.eventTime(event);
        yield at >= request.from() && at < request.to();
      }
    };
  }
}
