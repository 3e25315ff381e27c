package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What kinds of destinations the operator has made possible: some take an identity of the
 * service's, or folders.
 */
public final class AvailableDestinations {
  private final SetupTerms terms;
  private final SharedIdentities identities;
  private final List<String> roots;

  /**
   * @param roots below which directory exports may lie
   */
  public AvailableDestinations(SetupTerms terms, SharedIdentities identities, List<Path> roots) {
    this.terms = requireNonNull(terms, "terms is null");
    this.identities = requireNonNull(identities, "identities is null");
    this.roots = roots.stream().map(Path::toString).toList();
  }

  /** Those that a tenant can set up here. */
  public Set<DestinationKind> kinds() {
    Set<DestinationKind> kinds =
        EnumSet.of(
            DestinationKind.S3_ACCESS_KEY,
            DestinationKind.ADLS_SAS_TOKEN,
            DestinationKind.GCS_SERVICE_ACCOUNT_KEY);
    addIf(terms.principal().isPresent(), DestinationKind.S3_ASSUMED_ROLE, kinds);
    addIf(identities.applicationId().isPresent(), DestinationKind.ADLS_ENTRA_APP, kinds);
    addIf(identities.serviceAccount().isPresent(), DestinationKind.GCS, kinds);
    addIf(!roots.isEmpty(), DestinationKind.DIRECTORY, kinds);
    return kinds;
  }

  /** The folders below which directory exports may lie. */
  public List<String> roots() {
    return roots;
  }

  private static void addIf(boolean is, DestinationKind kind, Set<DestinationKind> kinds) {
    if (is) {
      kinds.add(kind);
    }
  }
}
