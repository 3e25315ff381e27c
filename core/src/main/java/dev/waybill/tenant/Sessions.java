package dev.waybill.tenant;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The sessions of people who logged in. Only a hash of a session's token is stored. The sessions of
 * a tenant end when it is suspended or deleted. Each method is one transaction, durable when it
 * returns.
 */
public interface Sessions {

  /**
   * A session together with its token, which cannot be had a second time.
   *
   * @param token 256 random bits behind a recognisable prefix
   */
  record Started(Session session, String token) {
    @Override
    public String toString() {
      return "Started[" + session + "]";
    }
  }

  /**
   * Starts the session that the person names; empty if the person's tenant is suspended or does not
   * exist, or if the person's key has ended. Sessions that the person has elsewhere go on, the
   * newest 20 with this one.
   */
  Optional<Started> start(Person person, Instant now, Instant expiresAt);

  /**
   * The session of this token, which was seen with it; empty if there is none such, if it or its
   * key has ended, or if it was not seen for {@code idle}.
   */
  Optional<Session> find(String token, Instant now, Duration idle);

  /** Ends the session of this token at once; empty if there is none such. */
  Optional<Session> end(String token, Instant now);

  /**
   * Ends all sessions at once, or those of a tenant, with all links that would start one; returns
   * how many sessions there were.
   */
  int endAll(Optional<TenantId> tenant);

  /**
   * Removes what is left of sessions past their end, or not seen for {@code idle}; returns of how
   * many.
   */
  int removeExpired(Instant now, Duration idle);
}
