package dev.waybill.event;

import static java.util.Objects.requireNonNull;

import dev.waybill.tenant.TenantId;

/**
 * What a test wants to be in an event; {@link EventBatches} makes the line of it.
 *
 * @param suppliedTime milliseconds since the epoch, or {@link EventLine#TIME_OF_RECEIPT}
 * @param content goes into {@code eventDetails}; printable ASCII without quotes and backslashes
 */
public record SampleEvent(
    TenantId tenant,
    String id,
    EventKind kind,
    long suppliedTime,
    String category,
    String content,
    boolean generatedId) {

  public SampleEvent {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(id, "id is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(category, "category is null");
    requireNonNull(content, "content is null");
  }

  /** A QUERY event that came without a time and without a category. */
  public SampleEvent(TenantId tenant, String id) {
    this(tenant, id, EventKind.QUERY, EventLine.TIME_OF_RECEIPT, "", "sample", false);
  }

  public SampleEvent withKind(EventKind other) {
    return new SampleEvent(tenant, id, other, suppliedTime, category, content, generatedId);
  }

  public SampleEvent withTime(long other) {
    return new SampleEvent(tenant, id, kind, other, category, content, generatedId);
  }

  public SampleEvent withCategory(String other) {
    return new SampleEvent(tenant, id, kind, suppliedTime, other, content, generatedId);
  }

  public SampleEvent withContent(String other) {
    return new SampleEvent(tenant, id, kind, suppliedTime, category, other, generatedId);
  }

  /** The same event, as if the service had made its id. */
  public SampleEvent withGeneratedId() {
    return new SampleEvent(tenant, id, kind, suppliedTime, category, content, true);
  }
}
