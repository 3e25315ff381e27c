package dev.waybill.server.rocksdb;

/**
 * What a look at the disk found.
 *
 * @param usable bytes that the log may still take
 * @param low whether that is so little that no events are taken
 */
record Room(long usable, boolean low) {}
