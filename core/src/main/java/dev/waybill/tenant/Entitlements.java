package dev.waybill.tenant;

/**
 * What a tenant has of the service.
 *
 * @param auditing whether its events are taken and shown; without, what was taken is kept, and
 *     exports go on delivering it
 */
public record Entitlements(boolean auditing) {
  public static final Entitlements ALL = new Entitlements(true);
}
