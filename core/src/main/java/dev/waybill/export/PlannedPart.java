package dev.waybill.export;

import dev.waybill.storage.ObjectKey;

/**
 * An object before it is written: what of the range goes into it.
 *
 * @param partition its folder's number
 * @param bytes of its lines, before compression
 * @param first the position of its first event; within its partition all events from there on
 * @param last up to this position, inclusive
 */
record PlannedPart(ObjectKey key, long partition, long events, long bytes, long first, long last) {}
