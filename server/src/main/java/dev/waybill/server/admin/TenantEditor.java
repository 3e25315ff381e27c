package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.tenant.Entitlements;
import dev.waybill.tenant.MailAddress;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.tenant.Tenants;
import dev.waybill.time.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Creates tenants and changes what operators set for them. Safe for use by many threads. */
public final class TenantEditor {
  private final Tenants tenants;
  private final TenantDeletion deletion;
  private final RetentionPolicy defaults;
  private final TimeSource time;

  /**
   * @param defaults for tenants without quotas of their own
   */
  public TenantEditor(
      Tenants tenants, TenantDeletion deletion, RetentionPolicy defaults, TimeSource time) {
    this.tenants = requireNonNull(tenants, "tenants is null");
    this.deletion = requireNonNull(deletion, "deletion is null");
    this.defaults = requireNonNull(defaults, "defaults is null");
    this.time = requireNonNull(time, "time is null");
  }

  /**
   * What is to be changed; what is empty stays as it is.
   *
   * @param quotas what becomes of those that there are
   */
  public record Change(
      Optional<String> name,
      Optional<Boolean> suspended,
      Optional<UnaryOperator<TenantQuotas>> quotas,
      Optional<Entitlements> entitlements,
      Optional<List<MailAddress>> recipients) {
    public Change {
      requireNonNull(name, "name is null");
      requireNonNull(suspended, "suspended is null");
      requireNonNull(quotas, "quotas is null");
      requireNonNull(entitlements, "entitlements is null");
      requireNonNull(recipients, "recipients is null");
    }

    public static Change ofName(String name) {
      return new Change(
          Optional.of(name),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    public static Change ofSuspension(boolean suspended) {
      return new Change(
          Optional.empty(),
          Optional.of(suspended),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** A tenant as it is now. */
  record Stored(Tenant tenant, boolean created) {}

  /**
   * Creates the tenant, or changes it.
   *
   * @throws InvalidInput if the quotas do not go together
   * @throws ProblemException if it is the operators' tenant, which cannot be so
   */
  Stored put(TenantId id, Change change) {
    requirePossible(id, change);
    return deletion.whileNoneIsDeleted(id, () -> store(id, change, tenants.find(id)));
  }

  /**
   * Creates a tenant.
   *
   * @throws ProblemException if there is one of that id
   */
  public Tenant create(TenantId id, String name) {
    return deletion.whileNoneIsDeleted(
        id,
        () -> {
          if (tenants.find(id).isPresent()) {
            throw new ProblemException(
                ProblemCode.CONFLICT, "There is a tenant with the id " + id + " already.");
          }
          return store(id, Change.ofName(name), Optional.empty()).tenant();
        });
  }

  /**
   * Changes a tenant that there is.
   *
   * @throws ProblemException if there is none
   */
  public Tenant change(TenantId id, Change change) {
    requirePossible(id, change);
    return deletion.whileNoneIsDeleted(
        id, () -> store(id, change, Optional.of(existing(id))).tenant());
  }

  /**
   * The same, if nobody has changed it since.
   *
   * @param seen its last change, as far as whoever asks for this one knows
   * @throws ProblemException if there is none, or it was changed since
   */
  public Tenant change(TenantId id, Instant seen, Change change) {
    requirePossible(id, change);
    return deletion.whileNoneIsDeleted(
        id, () -> store(id, change, Optional.of(seen(id, seen))).tenant());
  }

  /**
   * What the same change would end. It does, if {@link #change(TenantId, Instant, Change)} is not
   * refused afterwards.
   *
   * @throws InvalidInput as the change itself does
   * @throws ProblemException as the change itself does
   */
  public Loss loss(TenantId id, Instant seen, Change change) {
    requirePossible(id, change);
    Tenant before = seen(id, seen);
    TenantQuotas after =
        change.quotas().map(given -> given.apply(before.quotas())).orElse(before.quotas());
    requireAllowed(id, after);
    return new Loss(
        defaults.with(before.quotas()),
        defaults.with(after),
        before.entitlements().auditing()
            && change.entitlements().filter(given -> !given.auditing()).isPresent());
  }

  private Tenant seen(TenantId id, Instant seen) {
    Tenant tenant = existing(id);
    if (!tenant.updatedAt().equals(seen)) {
      throw new ProblemException(
          ProblemCode.CONFLICT,
          "The tenant was changed at "
              + tenant.updatedAt()
              + ", after this page was opened: open it again, and make the change there.");
    }
    return tenant;
  }

  private static void requirePossible(TenantId id, Change change) {
    if (change.suspended().orElse(false)) {
      OperatorsTenant.requireOther(id, "suspended");
    }
    if (change.entitlements().filter(given -> !given.auditing()).isPresent()) {
      OperatorsTenant.requireOther(id, "without auditing");
    }
  }

  /** All is checked before the first of it is stored. */
  private Stored store(TenantId id, Change change, Optional<Tenant> before) {
    Optional<TenantQuotas> quotas =
        change
            .quotas()
            .map(given -> given.apply(before.map(Tenant::quotas).orElse(TenantQuotas.NONE)));
    quotas.ifPresent(changed -> requireAllowed(id, changed));
    Instant now = time.now();
    String name = change.name().or(() -> before.map(Tenant::name)).orElse(id.value());
    tenants.upsert(id, name, now);
    change.suspended().ifPresent(suspended -> tenants.setSuspended(id, suspended, now));
    quotas.ifPresent(changed -> tenants.setQuotas(id, changed, now));
    change.entitlements().ifPresent(changed -> tenants.setEntitlements(id, changed, now));
    change.recipients().ifPresent(changed -> tenants.setRecipients(id, changed, now));
    return new Stored(existing(id), before.isEmpty());
  }

  private void requireAllowed(TenantId id, TenantQuotas quotas) {
    if (!defaults.allows(quotas)) {
      throw new InvalidInput(
          "hardLimitDays",
          "hardLimitDays must not be shorter than retentionDays; without a value of the tenant's"
              + " own, retention.events and retention.hard-limit of the settings count.");
    }
    OperatorsTenant.requireNoLess(id, quotas, defaults);
  }

  private Tenant existing(TenantId id) {
    return tenants.find(id).orElseThrow(TenantController::notFound);
  }
}
