package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.retention.RetentionGate;
import dev.waybill.server.audit.ActName;
import dev.waybill.server.audit.ListedAudit;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantChangesTest {
  private static final TenantId ACME = new TenantId("acme");

  private final SettableTime time = new SettableTime(Instant.parse("2026-11-20T14:00:00Z"));
  private final TenantDeletions deletions = new TenantDeletions();
  private final ListedAudit audit = new ListedAudit();
  private final InMemoryEventLog log = new InMemoryEventLog(time);

  @Test
  void twoDeletionsOfATenantDoNotMeet(@TempDir Path folder) throws InterruptedException {
    try (DataDirectory directory = DataDirectory.open(folder);
        ControlPlane controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5)) {
      CountDownLatch deleting = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      TenantDeletion deletion =
          new TenantDeletion(
              controlPlane.tenants(),
              tenant -> controlPlane.holdings(tenant, time.now()),
              pausing(deleting, goOn),
              new RetentionGate(),
              deletions,
              _ -> {},
              audit,
              time);
      controlPlane.tenants().upsert(ACME, "Acme", time.now());
      append("old");

      CompletableFuture<Optional<TenantContents>> first = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> complete(first, deletion));
      deleting.await();
      assertThat(deletions.last()).isEqualTo(1); // what was admitted before writes nothing any more
      assertThat(controlPlane.tenants().find(ACME)).isEmpty();
      CompletableFuture<Optional<TenantContents>> second = new CompletableFuture<>();
      Thread waiting = Thread.ofPlatform().start(() -> complete(second, deletion));
      await().until(() -> waiting.getState() == Thread.State.WAITING);
      assertThat(second).isNotDone();
      goOn.countDown();

      assertThat(first.join())
          .hasValueSatisfying(removed -> assertThat(removed.events()).isEqualTo(1));
      assertThat(second.join()).as("there was nothing left to delete").isEmpty();
      assertThat(controlPlane.tenants().find(ACME)).isEmpty();
      assertThat(log.end(ACME)).isEqualTo(log.start(ACME));
    }
  }

  @Test
  void deliveriesOfADeletedTenantAreOverBeforeItsEventsAreRemoved(@TempDir Path folder) {
    try (DataDirectory directory = DataDirectory.open(folder);
        ControlPlane controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5)) {
      List<TenantId> settled = new ArrayList<>();
      TenantDeletion deletion =
          new TenantDeletion(
              controlPlane.tenants(),
              tenant -> controlPlane.holdings(tenant, time.now()),
              log,
              new RetentionGate(),
              deletions,
              tenant -> {
                settled.add(tenant);
                assertThat(controlPlane.tenants().find(tenant)).isEmpty(); // nothing new begins
                assertThat(log.end(tenant)).isNotEqualTo(log.start(tenant));
              },
              audit,
              time);
      controlPlane.tenants().upsert(ACME, "Acme", time.now());
      append("old");

      assertThat(deletion.contents(ACME)).isPresent();
      assertThat(deletion.delete(ACME, _ -> true)).isPresent();

      assertThat(settled).containsExactly(ACME);
      assertThat(log.end(ACME)).isEqualTo(log.start(ACME));
    }
  }

  @Test
  void nothingIsRemovedOfATenantThatIsNotMeant(@TempDir Path folder) {
    try (DataDirectory directory = DataDirectory.open(folder);
        ControlPlane controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5)) {
      TenantDeletion deletion =
          new TenantDeletion(
              controlPlane.tenants(),
              tenant -> controlPlane.holdings(tenant, time.now()),
              log,
              new RetentionGate(),
              deletions,
              _ -> {},
              audit,
              time);
      Tenant successor = controlPlane.tenants().upsert(ACME, "Another", time.now());
      append("new");

      assertThat(deletion.delete(ACME, stored -> !stored.equals(Optional.of(successor)))).isEmpty();

      assertThat(controlPlane.tenants().find(ACME)).contains(successor);
      assertThat(log.end(ACME)).isNotEqualTo(log.start(ACME));
    }
  }

  @Test
  void aDeletionThatWasInterruptedIsFinishedByTheNext(@TempDir Path folder) {
    try (DataDirectory directory = DataDirectory.open(folder);
        ControlPlane controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5)) {
      boolean[] crash = {true};
      TenantDeletion deletion =
          new TenantDeletion(
              controlPlane.tenants(),
              tenant -> controlPlane.holdings(tenant, time.now()),
              log,
              new RetentionGate(),
              deletions,
              _ -> {
                if (crash[0]) {
                  throw new IllegalStateException("a crash in the middle");
                }
              },
              audit,
              time);
      controlPlane.tenants().upsert(ACME, "Acme", time.now());
      append("old");
      assertThatThrownBy(() -> deletion.delete(ACME, _ -> true))
          .hasMessage("a crash in the middle");
      crash[0] = false;
      assertThat(audit.entries()).as("the control plane has recorded it").isEmpty();

      assertThat(controlPlane.tenants().find(ACME)).isEmpty();
      assertThat(deletion.contents(ACME))
          .hasValueSatisfying(left -> assertThat(left.events()).isEqualTo(1));
      assertThat(deletion.delete(ACME, _ -> true))
          .hasValueSatisfying(removed -> assertThat(removed.events()).isEqualTo(1));
      assertThat(log.end(ACME)).isEqualTo(log.start(ACME));
      assertThat(deletion.contents(ACME)).isEmpty();
      assertThat(deletion.delete(ACME, _ -> true)).isEmpty();
      assertThat(audit.entries())
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.tenant()).as("for the operators").isEmpty();
                assertThat(entry.act().name()).isEqualTo(ActName.DELETE_TENANT);
                assertThat(entry.detail("id")).isEqualTo("acme");
              });
    }
  }

  private static void complete(
      CompletableFuture<Optional<TenantContents>> when, TenantDeletion deletion) {
    try {
      when.complete(deletion.delete(ACME, _ -> true));
    } catch (RuntimeException e) {
      when.completeExceptionally(e);
    }
  }

  private void append(String id) {
    assertThat(log.append(EventBatches.of(ACME, id), ConflictPolicy.REJECT_EVENT))
        .isInstanceOf(AppendOutcome.Appended.class);
  }

  /** The log, whose deletion waits in the middle. */
  private EventLog pausing(CountDownLatch deleting, CountDownLatch goOn) {
    return (EventLog)
        Proxy.newProxyInstance(
            TenantChangesTest.class.getClassLoader(),
            new Class<?>[] {EventLog.class},
            (_, method, arguments) -> {
              if (method.getName().equals("delete")) {
                deleting.countDown();
                goOn.await();
              }
              try {
                return method.invoke(log, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
