package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The time for which a person who logged in is known.
 *
 * @param lastSeen not of every request: up to a minute older than the last one
 * @param expiresAt the end, whatever the person does
 */
public record Session(Person person, Instant createdAt, Instant lastSeen, Instant expiresAt) {
  public Session {
    requireNonNull(person, "person is null");
    requireNonNull(createdAt, "createdAt is null");
    requireNonNull(lastSeen, "lastSeen is null");
    requireNonNull(expiresAt, "expiresAt is null");
  }
}
