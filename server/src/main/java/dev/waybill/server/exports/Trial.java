package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.ConnectionTest;

/** What came of a change that is made only if it works. */
public sealed interface Trial {
  /** It was made. */
  record Saved(IntegrationView integration) implements Trial {
    public Saved {
      requireNonNull(integration, "integration is null");
    }
  }

  /** Nothing was changed. */
  record Failed(ConnectionTest test) implements Trial {
    public Failed {
      requireNonNull(test, "test is null");
    }
  }
}
