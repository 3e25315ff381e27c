package dev.waybill.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventBatches;
import dev.waybill.export.ConfigurationId;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import dev.waybill.time.SettableTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;

/** Two tenants, their events, and what retention says of them. */
abstract class RetentionFixture {
  static final Duration DAY = Duration.ofDays(1);
  static final Duration HISTORY = Duration.ofDays(400);
  static final TenantId ACME = new TenantId("acme");
  static final TenantId OTHER = new TenantId("other");
  static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  final SettableTime time = new SettableTime();
  final InMemoryEventLog log = new InMemoryEventLog(time);
  final InMemoryRetentionLedger ledger = new InMemoryRetentionLedger();
  final Heard heard = new Heard();
  private int sent;

  @BeforeEach
  void addTwoTenants() {
    addTenant(ACME, TenantQuotas.NONE);
    addTenant(OTHER, TenantQuotas.NONE);
  }

  void run() throws InterruptedException {
    retention(log, new RetentionGate()).run();
  }

  Retention retention(EventLog over) {
    return retention(over, new RetentionGate());
  }

  Retention retention(EventLog over, RetentionGate gate) {
    return new Retention(over, ledger, gate, RetentionPolicy.DEFAULT, HISTORY, heard);
  }

  void addTenant(TenantId id, TenantQuotas quotas) {
    ledger.put(new Tenant(id, id.value(), false, quotas, CREATED, time.now()));
  }

  void append(TenantId tenant, int events) {
    String[] ids = new String[events];
    for (int i = 0; i < events; i++) {
      ids[i] = "event-" + sent++;
    }
    assertThat(log.append(EventBatches.of(tenant, ids), ConflictPolicy.REJECT_EVENT))
        .isInstanceOf(AppendOutcome.Appended.class);
  }

  /** The log, with something before each call that names a tenant. */
  EventLog failing(BiConsumer<String, TenantId> before) {
    return (EventLog)
        Proxy.newProxyInstance(
            EventLog.class.getClassLoader(),
            new Class<?>[] {EventLog.class},
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof TenantId tenant) {
                before.accept(method.getName(), tenant);
              }
              try {
                return method.invoke(log, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  static final class Heard implements RetentionListener {
    final List<String> lines = new ArrayList<>();

    @Override
    public void clockNotTrusted(String reason) {
      lines.add(reason);
    }

    @Override
    public void removed(TenantId tenant, long events) {
      lines.add("removed " + events + " of " + tenant);
    }

    @Override
    public void cutOff(TenantId tenant, ConfigurationId configuration, long events) {
      lines.add("cut off " + events + " of " + configuration);
    }

    @Override
    public void atRisk(TenantId tenant, ConfigurationId configuration, Instant expiresAt) {
      lines.add("at risk " + configuration + " at " + expiresAt);
    }

    @Override
    public void safe(ConfigurationId configuration) {
      lines.add("safe " + configuration);
    }

    @Override
    public void pruned(long jobs, long redeliveries) {
      lines.add("pruned " + jobs + " and " + redeliveries);
    }

    @Override
    public void failed(TenantId tenant, RuntimeException cause) {
      lines.add("failed " + tenant + ": " + cause.getMessage());
    }
  }
}
