package dev.waybill.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.event.EventBatches;
import dev.waybill.log.AppendOutcome;
import dev.waybill.log.ConflictPolicy;
import dev.waybill.log.EventLog;
import dev.waybill.log.InMemoryEventLog;
import dev.waybill.retention.RetentionGate;
import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantChangesTest {
  private static final TenantId ACME = new TenantId("acme");

  private final SettableTime time = new SettableTime(Instant.parse("2026-11-20T14:00:00Z"));
  private final TenantDeletions deletions = new TenantDeletions();
  private final InMemoryEventLog log = new InMemoryEventLog(time);

  @Test
  void twoDeletionsOfATenantDoNotMeet(@TempDir Path folder) throws InterruptedException {
    try (DataDirectory directory = DataDirectory.open(folder);
        ControlPlane controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5)) {
      CountDownLatch deleting = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      TenantController controller =
          new TenantController(
              controlPlane.tenants(),
              pausing(deleting, goOn),
              new RetentionGate(),
              RetentionPolicy.DEFAULT,
              deletions,
              _ -> {},
              time);
      controlPlane.tenants().upsert(ACME, "Acme", time.now());
      append("old");

      CompletableFuture<Void> first = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> complete(first, controller));
      deleting.await();
      assertThat(deletions.last()).isEqualTo(1); // what was admitted before writes nothing any more
      assertThat(controlPlane.tenants().find(ACME)).isEmpty();
      CompletableFuture<Void> second = new CompletableFuture<>();
      Thread waiting = Thread.ofPlatform().start(() -> complete(second, controller));
      await().until(() -> waiting.getState() == Thread.State.WAITING);
      assertThat(second).isNotDone();
      goOn.countDown();

      first.join();
      await().until(second::isDone);
      assertThat(second).isCompletedExceptionally(); // there was nothing left to delete
      assertThat(controlPlane.tenants().find(ACME)).isEmpty();
      assertThat(log.end(ACME)).isEqualTo(log.start(ACME));
    }
  }

  @Test
  void deliveriesOfADeletedTenantAreOverBeforeItsEventsAreRemoved(@TempDir Path folder) {
    try (DataDirectory directory = DataDirectory.open(folder);
        ControlPlane controlPlane = ControlPlane.open(directory, time, new SecureRandom(), 5)) {
      List<TenantId> settled = new ArrayList<>();
      TenantController controller =
          new TenantController(
              controlPlane.tenants(),
              log,
              new RetentionGate(),
              RetentionPolicy.DEFAULT,
              deletions,
              tenant -> {
                settled.add(tenant);
                assertThat(controlPlane.tenants().find(tenant)).isEmpty(); // nothing new begins
                assertThat(log.end(tenant)).isNotEqualTo(log.start(tenant));
              },
              time);
      controlPlane.tenants().upsert(ACME, "Acme", time.now());
      append("old");

      controller.delete(ACME.value(), ignoring());

      assertThat(settled).containsExactly(ACME);
      assertThat(log.end(ACME)).isEqualTo(log.start(ACME));
    }
  }

  private static void complete(CompletableFuture<Void> when, TenantController controller) {
    try {
      controller.delete(ACME.value(), ignoring());
      when.complete(null);
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

  private static HttpServletResponse ignoring() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            TenantChangesTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (_, method, _) -> {
              if (method.getReturnType() == void.class) {
                return null;
              }
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
