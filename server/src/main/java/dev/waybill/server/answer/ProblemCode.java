package dev.waybill.server.answer;

/** What went wrong with a request, for programs. */
public enum ProblemCode {
  /** A parameter, header or field has a value that it cannot have. */
  BAD_REQUEST(400, "Bad request"),
  /** The body is not what its headers say. */
  UNREADABLE_BODY(400, "Unreadable body"),
  /** There is no valid key. */
  UNAUTHENTICATED(401, "Unauthenticated"),
  /** The key is valid, but lacks the permission. */
  FORBIDDEN(403, "Forbidden"),
  /** Auditing is switched off for the tenant: nothing was taken. */
  AUDITING_OFF(403, "Auditing is off"),
  /** There is nothing of that name, or nothing for this key. */
  NOT_FOUND(404, "Not found"),
  /** The path exists, but not for this method. */
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  /** No form of the answer is acceptable to the caller. */
  NOT_ACCEPTABLE(406, "Not acceptable"),
  /** Something else that is under way, or there already, forbids it. */
  CONFLICT(409, "Conflict"),
  /** The body came too slowly. */
  TOO_SLOW(408, "Too slow"),
  /** The body is over a limit. */
  TOO_LARGE(413, "Too large"),
  /** What was asked for cannot be undone: ask again, with the confirmation in the answer. */
  CONFIRMATION_NEEDED(428, "Confirmation needed"),
  /** A content type or encoding that is not understood. */
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  /** The tenant's events take as much storage as they may; nothing was taken. */
  QUOTA_EXCEEDED(429, "Quota exceeded"),
  /** More than the caller, or its tenant, may do in that time or at a time; nothing was done. */
  RATE_LIMITED(429, "Rate limited"),
  /** A defect or a broken machine of ours. */
  INTERNAL(500, "Internal error"),
  /** It cannot be told whether the events were taken. */
  OUTCOME_UNKNOWN(500, "Outcome unknown"),
  /** Nothing was done; try again later. */
  UNAVAILABLE(503, "Unavailable");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }
}
