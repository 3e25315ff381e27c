package dev.waybill.server.notifications;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Notifications that wait, a row for each receiver. Rows are written in the transaction of what
 * they tell of; those of a tenant that is deleted or suspended, and of a receiver that is removed,
 * go with it. Safe for use by many threads.
 */
public interface NotificationOutbox {

  /**
   * One that waits.
   *
   * @param id the same in every attempt
   * @param receiver a mail address, or the id of a webhook endpoint
   * @param content made once: a letter, or the body of a webhook
   * @param attempts that failed
   */
  record Waiting(
      UUID id,
      TenantId tenant,
      Channel channel,
      String receiver,
      NotificationType type,
      String content,
      int attempts,
      Instant createdAt) {
    public Waiting {
      requireNonNull(id, "id is null");
      requireNonNull(tenant, "tenant is null");
      requireNonNull(channel, "channel is null");
      requireNonNull(receiver, "receiver is null");
      requireNonNull(type, "type is null");
      requireNonNull(content, "content is null");
      requireNonNull(createdAt, "createdAt is null");
    }
  }

  /**
   * What waits for one of a tenant's receivers.
   *
   * @param waiting how many
   * @param failingSince when the oldest was recorded that the receiver did not take; empty if it
   *     has failed with none of them
   * @param nextAttempt when it is sent something at the earliest
   */
  record Queue(
      Channel channel,
      String receiver,
      long waiting,
      Optional<Instant> failingSince,
      Instant nextAttempt) {
    public Queue {
      requireNonNull(channel, "channel is null");
      requireNonNull(receiver, "receiver is null");
      requireNonNull(failingSince, "failingSince is null");
      requireNonNull(nextAttempt, "nextAttempt is null");
    }
  }

  /**
   * Of each receiver the one that waits longest of those whose time has come; the oldest first.
   *
   * @param except receivers that get nothing now
   * @param busy tenants that get nothing now, since enough of them is under way
   */
  List<Waiting> due(
      Channel channel, Instant now, Set<String> except, Set<TenantId> busy, int limit);

  /** Forgets one that was taken, or is given up. Nothing happens if it is gone. */
  void remove(UUID id);

  /** Counts a failed attempt; another one follows at that time. Nothing happens if it is gone. */
  void retry(UUID id, Instant at);

  /** Forgets all that wait for a channel that there is not. */
  void removeAll(Channel channel);

  /** One for each of the tenant's receivers for whom something waits; in no order. */
  List<Queue> queues(TenantId tenant);

  /** When the oldest was recorded that still waits; {@code now} if none does. */
  Instant oldest(Channel channel, Instant now);
}
