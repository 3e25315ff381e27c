package dev.waybill.server.rocksdb;

import dev.waybill.event.Digest;
import dev.waybill.event.EventLine;
import dev.waybill.tenant.TenantId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDBException;

/** The ids that events of an open group may clash with: those stored, and those of the group. */
final class KnownIds {
  private static final int LOOKED_UP_AT_ONCE = 1_000;

  private final Map<Id, Digest> contents = new HashMap<>();

  /** An id belongs to a tenant. */
  private record Id(TenantId tenant, Digest digest) {
    static Id of(EventLine line) {
      return new Id(line.tenant(), line.id());
    }
  }

  /** Looks up the ids of a group that senders chose; nobody knows the others yet. */
  static KnownIds lookUp(List<Waiting.Append> group, Store store, TenantPrefixes prefixes)
      throws RocksDBException {
    KnownIds known = new KnownIds();
    List<EventLine> lines = new ArrayList<>();
    for (Waiting.Append append : group) {
      for (EventLine line : append.batch().lines()) {
        if (!line.generatedId()) {
          lines.add(line);
        }
      }
    }
    for (int from = 0; from < lines.size(); from += LOOKED_UP_AT_ONCE) {
      int to = Math.min(lines.size(), from + LOOKED_UP_AT_ONCE);
      known.addStored(lines.subList(from, to), store, prefixes);
    }
    return known;
  }

  private void addStored(List<EventLine> lines, Store store, TenantPrefixes prefixes)
      throws RocksDBException {
    List<byte[]> keys = new ArrayList<>(lines.size());
    for (EventLine line : lines) {
      keys.add(Keys.id(prefixes.of(line.tenant()), line.id()));
    }
    List<ColumnFamilyHandle> families = Collections.nCopies(keys.size(), store.ids);
    List<byte[]> stored = store.contents(families, keys);
    for (int i = 0; i < lines.size(); i++) {
      byte[] content = stored.get(i);
      if (content != null) {
        contents.put(Id.of(lines.get(i)), Digest.of(content));
      }
    }
  }

  /** Takes the line's id for its content, unless it is taken: then answers by which content. */
  Optional<Digest> claim(EventLine line) {
    return Optional.ofNullable(contents.putIfAbsent(Id.of(line), line.content()));
  }

  /** Gives back what that line claimed. */
  void release(EventLine line) {
    contents.remove(Id.of(line));
  }
}
