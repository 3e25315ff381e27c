package dev.waybill.server.rocksdb;

/** Why the log takes no events. */
public sealed interface LogRefusal {

  /** For the operator. */
  String reason();

  /** It could, but must not: until the operator has acted it goes on like this. */
  record OnPurpose(String reason) implements LogRefusal {}

  /** A write failed, and it was not reopened yet; or it is closed. */
  record Broken(String reason) implements LogRefusal {}
}
