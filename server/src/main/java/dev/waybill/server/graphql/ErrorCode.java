package dev.waybill.server.graphql;

import graphql.ErrorClassification;

/** What {@code extensions.code} of an error may be. */
enum ErrorCode implements ErrorClassification {
  BAD_REQUEST,
  UNAUTHENTICATED,
  FORBIDDEN,
  NOT_FOUND,
  CONFLICT,
  INTERNAL,
  /** Nothing was done; try again later. */
  UNAVAILABLE
}
