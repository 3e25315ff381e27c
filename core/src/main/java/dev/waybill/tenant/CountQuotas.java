package dev.waybill.tenant;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;

/** How many of each a tenant may have; what is empty is as for all tenants, 0 is none. */
public record CountQuotas(
    Optional<Integer> exportConfigurations,
    Optional<Integer> storageIntegrations,
    Optional<Integer> apiKeys) {
  public static final CountQuotas NONE =
      new CountQuotas(Optional.empty(), Optional.empty(), Optional.empty());

  /** As many as can still be listed at once. */
  public static final int MOST = 10_000;

  public CountQuotas {
    requireNonNull(exportConfigurations, "exportConfigurations is null");
    requireNonNull(storageIntegrations, "storageIntegrations is null");
    requireNonNull(apiKeys, "apiKeys is null");
    require("exportConfigurations", exportConfigurations);
    require("storageIntegrations", storageIntegrations);
    require("apiKeys", apiKeys);
  }

  private static void require(String field, Optional<Integer> count) {
    if (count.filter(most -> most < 0 || most > MOST).isPresent()) {
      throw new InvalidInput(field, field + " lies between 0 and " + MOST + ".");
    }
  }
}
