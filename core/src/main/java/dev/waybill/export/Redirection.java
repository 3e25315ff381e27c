package dev.waybill.export;

import static java.util.Objects.requireNonNull;

import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;

/**
 * A change of an integration's destination. What stays in it was read from the integration, so it
 * holds for that and for no later state.
 *
 * @param before the integration as it was read
 * @param known its credentials as they were read, after it
 * @param location afterwards
 * @param credentials afterwards
 */
public record Redirection(
    StorageIntegration before, Credentials known, Location location, Credentials credentials) {
  public Redirection {
    requireNonNull(before, "before is null");
    requireNonNull(known, "known is null");
    requireNonNull(location, "location is null");
    requireNonNull(credentials, "credentials is null");
  }

  /** Whether it leads to another place, and not only there in another way. */
  public boolean moves() {
    return !location.isSamePlace(before.location());
  }

  /** Whether anything about the location changes; what was learned of the store does not count. */
  public boolean relocates() {
    return !location.unlearned().equals(before.location().unlearned());
  }

  public boolean exchangesCredentials() {
    return !credentials.equals(known);
  }

  /**
   * Whether no attempt under way may go on: it would write elsewhere, or as somebody else. A new
   * secret of the same identity interrupts nothing.
   */
  public boolean interrupts() {
    return moves() || !credentials.authentication().equals(known.authentication());
  }

  public boolean changesNothing() {
    return !relocates() && !exchangesCredentials();
  }
}
