package dev.waybill.server.rocksdb;

import dev.waybill.event.EventBatch;
import dev.waybill.event.EventLine;

/** An event that becomes part of the log with the open group. */
record Taken(EventBatch batch, EventLine line) {
  /** Bytes of the line and its line feed. */
  int bytes() {
    return line.length() + 1;
  }
}
