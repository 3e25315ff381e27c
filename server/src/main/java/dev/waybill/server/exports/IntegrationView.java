package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.IntegrationDraft;
import dev.waybill.integration.IntegrationId;
import dev.waybill.integration.StorageIntegration;
import java.time.Instant;

/** What is shown as a storage integration. */
public sealed interface IntegrationView {
  /** One to be. */
  record Draft(IntegrationDraft draft) implements IntegrationView {
    public Draft {
      requireNonNull(draft, "draft is null");
    }

    @Override
    public IntegrationId id() {
      return draft.id();
    }

    @Override
    public Instant createdAt() {
      return draft.createdAt();
    }
  }

  /** One that exports may use. */
  record Complete(StorageIntegration integration) implements IntegrationView {
    public Complete {
      requireNonNull(integration, "integration is null");
    }

    @Override
    public IntegrationId id() {
      return integration.id();
    }

    @Override
    public Instant createdAt() {
      return integration.createdAt();
    }
  }

  IntegrationId id();

  Instant createdAt();
}
