package dev.waybill.server.portal.integrations;

import dev.waybill.fault.Failure;
import dev.waybill.fault.InvalidInput;
import dev.waybill.fault.Stage;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.server.exports.DestinationKind;
import dev.waybill.server.portal.destinations.SentForm;
import dev.waybill.server.portal.setup.Instructions;
import dev.waybill.server.portal.setup.SetupGuide;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.RoleArn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant has yet to do at its provider for an integration that is saved: the set-up shows
 * that no more.
 *
 * @param instructions none or one
 * @param asksForProject whether the documents depend on a project, which is not kept
 * @param project for which they are; an empty text if that is not known
 * @param projectProblem what is wrong with the project that was given; an empty text if nothing is
 */
record PendingSetup(
    List<Instructions> instructions,
    boolean asksForProject,
    String project,
    String projectProblem) {
  private static final String PROJECT = "project";
  private static final PendingSetup NONE = new PendingSetup(List.of(), false, "", "");

  /**
   * Nothing if the service is let in, or if its documents cannot be made: the operator may demand
   * another name of the role since, or the key may be named otherwise than by its ARN.
   *
   * @param project of a bucket of Google's, as it was given; an empty text if it was not
   */
  static PendingSetup of(StorageIntegration integration, String project, SetupGuide guide) {
    DestinationKind kind = DestinationKind.of(integration);
    if (!isPending(kind, integration)) {
      return NONE;
    }
    Map<String, String> place = new HashMap<>(PresentDestination.of(integration, Optional.empty()));
    if (integration.authentication() instanceof Authentication.AssumedRole assumed) {
      place.put("roleName", assumed.role().name());
      place.put("accountId", assumed.role().account());
    }
    place.put(PROJECT, project);
    try {
      return shown(kind, project, "", instructions(guide, kind, place, integration));
    } catch (InvalidInput problem) {
      if (!problem.field().equals(PROJECT)) {
        return NONE;
      }
      place.remove(PROJECT);
      String message = String.valueOf(problem.getMessage());
      return shown(kind, project, message, instructions(guide, kind, place, integration));
    }
  }

  private static PendingSetup shown(
      DestinationKind kind, String project, String problem, Instructions instructions) {
    return new PendingSetup(List.of(instructions), kind == DestinationKind.GCS, project, problem);
  }

  private static Instructions instructions(
      SetupGuide guide,
      DestinationKind kind,
      Map<String, String> place,
      StorageIntegration integration) {
    return guide.of(kind, new SentForm(place), integration.externalId());
  }

  private static boolean isPending(DestinationKind kind, StorageIntegration integration) {
    Optional<Stage> failed = integration.lastTest().failure().map(Failure::stage);
    return switch (kind) {
      case ADLS_ENTRA_APP, GCS -> failed.filter(stage -> stage != Stage.CONFIRM).isPresent();
      case S3_ASSUMED_ROLE ->
          failed.filter(stage -> stage == Stage.ASSUME_ROLE || stage == Stage.PUT).isPresent()
              && isMadeByDocuments(integration);
      case S3_ACCESS_KEY, ADLS_SAS_TOKEN, GCS_SERVICE_ACCOUNT_KEY, DIRECTORY -> false;
    };
  }

  /** The documents name roles without a path. */
  private static boolean isMadeByDocuments(StorageIntegration integration) {
    return integration.authentication() instanceof Authentication.AssumedRole(RoleArn role)
        && role.value().endsWith(":role/" + role.name());
  }
}
