package dev.waybill.server.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.event.Digest;
import dev.waybill.event.EventKind;
import dev.waybill.event.EventLine;
import dev.waybill.log.BlockIndex;
import dev.waybill.log.LogDamagedException;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of a whole block as the store holds it:
 *
 * <pre>
 * time of receipt (8 bytes), number of events (4)
 * per event: line length (varint), kind (1), event time - time of receipt (signed varint), category:
 *     0 none, n the n-th named in this block, one more than there were: its length and UTF-8 follow
 * per event: digest of its id (16)
 * </pre>
 */
final class StoredIndex implements BlockIndex {
  /** Bytes of time of receipt and number of events. */
  static final int HEAD = Long.BYTES + Integer.BYTES;

  private static final int PER_EVENT = 3 * Varints.LONGEST + 1 + Digest.BYTES;

  private final TenantId tenant;
  private final long first;
  private final long receivedTime;
  private final byte[] kinds;
  private final long[] eventTimes;
  private final String[] categories;
  private final int[] starts;
  private final ByteBuffer ids;

  private StoredIndex(TenantId tenant, long first, ByteBuffer value) {
    this.tenant = tenant;
    this.first = first;
    receivedTime = value.getLong();
    int size = value.getInt();
    kinds = new byte[size];
    eventTimes = new long[size];
    categories = new String[size];
    starts = new int[size + 1];
    List<String> named = new ArrayList<>(List.of(""));
    for (int i = 0; i < size; i++) {
      starts[i + 1] = starts[i] + (int) Varints.get(value) + 1;
      kinds[i] = value.get();
      eventTimes[i] = receivedTime + Varints.getSigned(value);
      int category = (int) Varints.get(value);
      if (category == named.size()) {
        byte[] text = new byte[(int) Varints.get(value)];
        value.get(text);
        named.add(new String(text, UTF_8));
      }
      categories[i] = named.get(category);
    }
    ids = value.slice(value.position(), size * Digest.BYTES);
  }

  static StoredIndex parse(TenantId tenant, long first, byte[] value) {
    try {
      return new StoredIndex(tenant, first, ByteBuffer.wrap(value));
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | IllegalArgumentException e) {
      throw new LogDamagedException(
          "The index of block " + new Position(first) + " of tenant " + tenant + " is damaged.", e);
    }
  }

  /** Bytes that the index of these events takes at most. */
  static int roomFor(List<Taken> events) {
    int room = HEAD;
    for (Taken event : events) {
      room += PER_EVENT + 3 * event.line().category().length();
    }
    return room;
  }

  /** Writes the index of a block of these events. */
  static void write(ByteBuffer target, List<Taken> events, long receivedTime) {
    target.putLong(receivedTime).putInt(events.size());
    Map<String, Integer> named = new HashMap<>();
    for (Taken event : events) {
      EventLine line = event.line();
      Varints.put(target, line.length());
      target.put(code(line.kind()));
      Varints.putSigned(target, line.eventTime(receivedTime) - receivedTime);
      writeCategory(target, line.category(), named);
    }
    for (Taken event : events) {
      Digest id = event.line().id();
      target.putLong(id.high()).putLong(id.low());
    }
  }

  private static void writeCategory(
      ByteBuffer target, String category, Map<String, Integer> named) {
    if (category.isEmpty()) {
      Varints.put(target, 0);
      return;
    }
    Integer known = named.get(category);
    if (known != null) {
      Varints.put(target, known);
      return;
    }
    named.put(category, named.size() + 1);
    byte[] text = category.getBytes(UTF_8);
    Varints.put(target, named.size());
    Varints.put(target, text.length);
    target.put(text);
  }

  private static byte code(EventKind kind) {
    return switch (kind) {
      case QUERY -> 1;
      case SYSTEM -> 2;
      case CUSTOM -> 3;
    };
  }

  @Override
  public TenantId tenant() {
    return tenant;
  }

  @Override
  public Position first() {
    return new Position(first);
  }

  /** Just after the last event. */
  long end() {
    return first + kinds.length;
  }

  @Override
  public int size() {
    return kinds.length;
  }

  @Override
  public long receivedTime() {
    return receivedTime;
  }

  @Override
  public EventKind kind(int index) {
    return switch (kinds[index]) {
      case 1 -> EventKind.QUERY;
      case 2 -> EventKind.SYSTEM;
      case 3 -> EventKind.CUSTOM;
      default ->
          throw new LogDamagedException(
              "The index of block " + first() + " of tenant " + tenant + " names no known kind.");
    };
  }

  @Override
  public long eventTime(int index) {
    return eventTimes[index];
  }

  @Override
  public String category(int index) {
    return categories[index];
  }

  @Override
  public int lineLength(int index) {
    return lineStart(index + 1) - lineStart(index) - 1;
  }

  /** Where in the block's lines that line starts. */
  int lineStart(int index) {
    return starts[index];
  }

  /** Bytes of all lines. */
  int lineBytes() {
    return starts[kinds.length];
  }

  /** Bytes of the lines from that position on: of none before the block, all after it. */
  int lineBytesFrom(long position) {
    int skipped = Math.clamp(position - first, 0, kinds.length);
    return lineBytes() - starts[skipped];
  }

  Digest id(int index) {
    int at = index * Digest.BYTES;
    return new Digest(ids.getLong(at), ids.getLong(at + Long.BYTES));
  }
}
