package dev.waybill.export;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventKind;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.Barrier;
import dev.waybill.log.BlockIndex;
import dev.waybill.log.BlockVisitor;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.DeletionTime;
import dev.waybill.log.EventBlock;
import dev.waybill.log.EventLog;
import dev.waybill.log.LogUnavailableException;
import dev.waybill.log.Origins;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.log.TenantRange;
import dev.waybill.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A log whose events, blocks and times of receipt the test chooses freely, also those that no
 * request would lead to. How many blocks' lines were read it counts.
 */
final class StandInLog implements EventLog {
  private final Map<TenantId, List<Block>> blocks = new HashMap<>();
  private final Map<TenantId, Long> ends = new HashMap<>();
  private final Map<TenantId, Position> starts = new HashMap<>();
  private final Map<TenantId, Origins> origins = new HashMap<>();
  private Runnable betweenBlocks = () -> {};
  private int incarnation;
  private long barrierTime;
  private boolean writable = true;
  private boolean open = true;
  private int visited;

  /** An event as the test sees it. */
  record Event(EventKind kind, long eventTime, String category, String id) {
    /** Its line, up to the service fields. */
    private String body() {
      return "{\"eventID\":\"" + id + "\",\"eventTime\":" + eventTime;
    }

    String line(long receivedTime) {
      return body() + ",\"receivedTime\":" + receivedTime + ",\"eventKind\":\"" + kind + "\"}";
    }

    String lineWithoutServiceFields() {
      return body() + "}";
    }
  }

  /** Appends one block; its events are received together. */
  synchronized void append(TenantId tenant, long receivedTime, List<Event> events) {
    Position before = end(tenant);
    int given = Math.max(incarnation, before.incarnation());
    long end = Position.of(given, before.number()).value();
    origins.merge(
        tenant, Origins.NONE.with(new Position(end)), (old, _) -> old.with(new Position(end)));
    blocks
        .computeIfAbsent(tenant, any -> new ArrayList<>())
        .add(new Block(tenant, end, receivedTime, events));
    ends.put(tenant, end + events.size());
    barrierTime = Math.max(barrierTime, receivedTime);
  }

  /** Later events get positions of that incarnation. */
  synchronized void beginIncarnation(int next) {
    incarnation = next;
  }

  /** What the next barrier says, if nothing is received later. */
  synchronized void barrierAt(long receivedTime) {
    barrierTime = Math.max(barrierTime, receivedTime);
  }

  synchronized void writable(boolean now) {
    writable = now;
  }

  /** While it is not, nothing can be read or written. */
  synchronized void open(boolean now) {
    open = now;
  }

  /** Forgets a block, as a damaged log might. */
  synchronized void lose(TenantId tenant, int block) {
    List<Block> held = blocks.getOrDefault(tenant, new ArrayList<>());
    held.remove(block);
  }

  /** Changes events where they lie, as whoever has the files might. */
  synchronized void alter(TenantId tenant, UnaryOperator<Event> alteration) {
    blocks.computeIfPresent(
        tenant,
        (_, held) -> new ArrayList<>(held.stream().map(block -> block.with(alteration)).toList()));
  }

  /** Runs between two blocks of a scan. */
  synchronized void betweenBlocks(Runnable action) {
    betweenBlocks = action;
  }

  synchronized int visited() {
    return visited;
  }

  @Override
  public synchronized Barrier barrier(TenantId tenant) {
    requireOpen();
    if (!writable) {
      throw new LogUnavailableException("the disk is full");
    }
    return new Barrier(end(tenant), barrierTime);
  }

  @Override
  public synchronized Position start(TenantId tenant) {
    return starts.getOrDefault(tenant, Position.ZERO);
  }

  @Override
  public synchronized Position end(TenantId tenant) {
    return new Position(ends.getOrDefault(tenant, 0L));
  }

  @Override
  public synchronized long given(TenantId tenant, Range range) {
    return origins.getOrDefault(tenant, Origins.NONE).given(range, end(tenant));
  }

  @Override
  public long bytes(TenantId tenant) {
    return held(tenant).stream().mapToLong(Block::lineBytes).sum();
  }

  @Override
  public void scan(List<TenantRange> ranges, BlockVisitor visitor) {
    requireOpen();
    for (TenantRange range : ranges) {
      for (Block block : held(range.tenant())) {
        long from = Math.max(range.range().from().value(), start(range.tenant()).value());
        Block clipped = block.clip(from, Math.max(from, range.range().to().value()));
        if (clipped.size() > 0) {
          if (visitor.wants(clipped)) {
            countVisit();
            visitor.visit(clipped);
          }
          if (visitor.done()) {
            return;
          }
          pause();
        }
      }
    }
  }

  private synchronized void requireOpen() {
    if (!open) {
      throw new LogUnavailableException("the log is not open");
    }
  }

  private synchronized List<Block> held(TenantId tenant) {
    return List.copyOf(blocks.getOrDefault(tenant, List.of()));
  }

  private void pause() {
    Runnable action;
    synchronized (this) {
      action = betweenBlocks;
    }
    action.run();
  }

  private synchronized void countVisit() {
    visited++;
  }

  @Override
  public AppendOutcome append(EventBatch batch, ConflictPolicy onConflict) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Position positionAt(TenantId tenant, long receivedTime) {
    throw new UnsupportedOperationException();
  }

  @Override
  public DeletionTime deletionTime() {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized void trim(TenantId tenant, Position before) {
    starts.merge(tenant, before, (old, now) -> old.compareTo(now) < 0 ? now : old);
  }

  @Override
  public void delete(TenantId tenant) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    // Nothing is held outside of memory.
  }

  private record Block(TenantId tenant, long from, long receivedTime, List<Event> events)
      implements BlockIndex, EventBlock {

    Block clip(long lower, long upper) {
      int start = Math.clamp(lower - from, 0, events.size());
      int end = Math.clamp(upper - from, start, events.size());
      return new Block(tenant, from + start, receivedTime, events.subList(start, end));
    }

    Block with(UnaryOperator<Event> alteration) {
      return new Block(tenant, from, receivedTime, events.stream().map(alteration).toList());
    }

    long lineBytes() {
      return IntStream.range(0, size()).mapToLong(i -> lineLength(i) + 1L).sum();
    }

    @Override
    public Position first() {
      return new Position(from);
    }

    @Override
    public int size() {
      return events.size();
    }

    @Override
    public EventKind kind(int index) {
      return events.get(index).kind();
    }

    @Override
    public long eventTime(int index) {
      return events.get(index).eventTime();
    }

    @Override
    public String category(int index) {
      return events.get(index).category();
    }

    @Override
    public int lineLength(int index) {
      return events.get(index).line(receivedTime).length();
    }

    @Override
    public BlockIndex index() {
      return this;
    }

    @Override
    public byte[] bytes() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes("before".getBytes(StandardCharsets.US_ASCII));
      for (Event event : events) {
        bytes.writeBytes((event.line(receivedTime) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      return bytes.toByteArray();
    }

    @Override
    public int lineStart(int index) {
      int start = "before".length();
      for (int i = 0; i < index; i++) {
        start += lineLength(i) + 1;
      }
      return start;
    }
  }
}
