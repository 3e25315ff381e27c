package dev.waybill.server.faults;

/** What the proxy does to one request. */
enum Trouble {
  NONE,
  /** The answer comes late, but in time. */
  DELAYED,
  /** The request reaches the store when its sender has given up. */
  OVERDUE,
  /** The connection breaks before the request is read. */
  RESET_BEFORE,
  /** The connection breaks in the middle of the body, on both sides. */
  RESET_IN_BODY,
  /** The store has done it, and nobody hears of it. */
  RESET_AFTER,
  /** The store has done it, and its answer breaks off. */
  ANSWER_CUT,
  /** Nobody has done anything, and no answer comes. */
  STALLED_BEFORE,
  /** The store has done it, and no answer comes. */
  STALLED_AFTER,
  /** The store has done it, and says that it failed. */
  LIE,
  SLOW_DOWN,
  /** 503 with {@code Retry-After}, from something that does not speak as the store does. */
  UNAVAILABLE,
  ACCESS_DENIED,
  INTERNAL_ERROR
}
