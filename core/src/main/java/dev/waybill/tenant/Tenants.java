package dev.waybill.tenant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The tenants of the control plane. Each method is one transaction, durable when it returns. */
public interface Tenants {

  /** Creates the tenant, or changes its name; the same call again changes nothing. */
  Tenant upsert(TenantId id, String name, Instant now);

  Optional<Tenant> find(TenantId id);

  /** All tenants, by id. */
  List<Tenant> list();

  /** At most {@code limit} tenants whose ids come after that one, by id. */
  List<Tenant> list(String after, int limit);

  /**
   * At most {@code limit} of those whose id or name has the text in it, whether in capitals or not
   * (letters of ASCII), and whose ids come after that one; by id. An empty text is in all of them.
   */
  List<Tenant> search(String text, String after, int limit);

  /** Suspends or resumes; empty if there is no such tenant. */
  Optional<Tenant> setSuspended(TenantId id, boolean suspended, Instant now);

  /** Replaces what is set for the tenant; empty if there is no such tenant. */
  Optional<Tenant> setQuotas(TenantId id, TenantQuotas quotas, Instant now);

  /** Replaces what the tenant has of the service; empty if there is no such tenant. */
  Optional<Tenant> setEntitlements(TenantId id, Entitlements entitlements, Instant now);

  /** Replaces those who are notified; empty if there is no such tenant. */
  default Optional<Tenant> setRecipients(TenantId id, List<MailAddress> recipients, Instant now) {
    return changeRecipients(id, _ -> recipients, now);
  }

  /**
   * Replaces those who are notified by what is made of them; nobody else changes them meanwhile.
   * Empty if there is no such tenant. What the change throws goes on, and nothing is changed.
   */
  Optional<Tenant> changeRecipients(
      TenantId id, UnaryOperator<List<MailAddress>> change, Instant now);

  /**
   * Removes the tenant with its keys, integrations, configurations, jobs and secrets; its events
   * are the event log's. {@code false} if there is no such tenant.
   */
  boolean delete(TenantId id);
}
