package dev.waybill.server.deliveries;

import static java.util.Objects.requireNonNull;

import dev.waybill.export.Attempt;
import dev.waybill.export.Delivery;
import dev.waybill.export.EngineListener;
import dev.waybill.export.RedeliveryAttempt;
import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.integration.StorageIntegrations;
import dev.waybill.storage.Credentials;
import dev.waybill.time.TimeSource;
import java.time.Instant;

/**
 * Deliveries are tests of a connection, too: a failure that is the customer's becomes the
 * integration's status, and objects that were put clear it and wake what waits for it. While an
 * access key is exchanged they do not say that the new one works.
 */
public final class DeliveryStatus implements EngineListener {
  private final StorageIntegrations integrations;
  private final TimeSource time;

  public DeliveryStatus(StorageIntegrations integrations, TimeSource time) {
    this.integrations = requireNonNull(integrations, "integrations is null");
    this.time = requireNonNull(time, "time is null");
  }

  @Override
  public void failed(Attempt attempt, Failure failure) {
    failed(attempt.integration(), attempt.credentials(), failure);
  }

  @Override
  public void failed(RedeliveryAttempt attempt, Failure failure) {
    failed(attempt.integration(), attempt.credentials(), failure);
  }

  private void failed(StorageIntegration used, Credentials credentials, Failure failure) {
    if (failure.fault() == Fault.CUSTOMER) {
      String status = ConnectionTester.status(used.location(), credentials, failure);
      record(used, ConnectionTest.failed(status, failure, time.now()));
    }
  }

  @Override
  public void delivered(Attempt attempt, Delivery delivery) {
    StorageIntegration used = attempt.integration();
    if (delivery.objects().isEmpty() || isWell(used)) {
      return;
    }
    Instant now = time.now();
    // The keys as they are held now: a test may have proven the new one since the attempt began.
    Credentials held =
        integrations.credentials(used.tenant(), used.id()).orElse(attempt.credentials());
    if (record(used, ConnectionTester.delivered(used.location(), held, now))) {
      integrations.wake(used.tenant(), used.id(), now);
    }
  }

  private boolean isWell(StorageIntegration used) {
    return integrations
        .find(used.tenant(), used.id())
        .filter(current -> current.lastTest().succeeded())
        .isPresent();
  }

  private boolean record(StorageIntegration used, ConnectionTest test) {
    return integrations.recordTest(used.tenant(), used.id(), used.revision(), test);
  }
}
