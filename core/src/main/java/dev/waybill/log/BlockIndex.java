package dev.waybill.log;

import dev.waybill.event.EventKind;
import dev.waybill.tenant.TenantId;

/**
 * What a block of consecutive events of one tenant holds, without their lines. The events of a
 * block have one time of receipt. Indexes run from 0 to {@link #size} - 1.
 */
public interface BlockIndex {
  TenantId tenant();

  /** The position of the first event; the others follow without a gap. */
  Position first();

  int size();

  /** Milliseconds since the epoch; the same for all events of the block. */
  long receivedTime();

  EventKind kind(int index);

  /** Milliseconds since the epoch. */
  long eventTime(int index);

  /** The field {@code category} of the event if it is a string, else empty. */
  String category(int index);

  /** Bytes of the line, without the line feed. */
  int lineLength(int index);
}
