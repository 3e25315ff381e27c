package dev.waybill.server.audit;

import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Whoever does something in tests. */
public final class SampleActors {
  public static final UUID KEY = UUID.fromString("5ae21e47-0b1c-4a25-9d52-6f2c31c6a0c5");
  public static final UUID OPERATOR_KEY = UUID.fromString("0b6d1c8e-2f4a-4c39-9d57-3e8a1b7c5f20");
  public static final Actor.Origin ORIGIN = new Actor.Origin("192.0.2.7", "7c1de1d6");

  private SampleActors() {}

  /** A tenant's key. */
  public static Actor key(String name, TenantId tenant) {
    return key(KEY, name, Optional.of(tenant), Permission.AUDIT);
  }

  /** A platform key. */
  public static Actor operator(String name) {
    return key(OPERATOR_KEY, name, Optional.empty(), Permission.OPERATOR);
  }

  /** Somebody who logged in. */
  public static Actor.Known person(String name, Optional<TenantId> tenant) {
    Set<Permission> permissions =
        Set.of(tenant.isPresent() ? Permission.AUDIT : Permission.OPERATOR);
    return new Actor.Known(
        new Person("https://id.example", "42", name, tenant, permissions, UUID.randomUUID()),
        ORIGIN);
  }

  private static Actor key(UUID id, String name, Optional<TenantId> tenant, Permission permission) {
    Instant created = Instant.parse("2026-11-20T14:00:00Z");
    return new Actor.Known(
        new ApiKey(id, tenant, name, Set.of(permission), "wb_abcde", created), ORIGIN);
  }
}
