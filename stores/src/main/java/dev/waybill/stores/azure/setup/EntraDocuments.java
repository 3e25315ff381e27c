package dev.waybill.stores.azure.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.EntraDirectory;
import dev.waybill.stores.setup.JsonText;
import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a customer lets the service's application of Microsoft Entra ID put objects into a container.
 */
public final class EntraDocuments {
  private static final String UNKNOWN_GROUP =
      "/subscriptions/SUBSCRIPTION_ID/resourceGroups/RESOURCE_GROUP";

  private final AzureSetup setup;
  private final Optional<ClientId> application;
  private final Optional<EntraDirectory> directory;
  private final RoleGrant role;

  /**
   * @param application the service's; empty if the operator has none
   * @param directory that of the subscription, if it is known
   */
  public EntraDocuments(
      AzureSetup setup, Optional<ClientId> application, Optional<EntraDirectory> directory) {
    this.setup = requireNonNull(setup, "setup is null");
    this.application = requireNonNull(application, "application is null");
    this.directory = requireNonNull(directory, "directory is null");
    this.role = new RoleGrant(setup);
  }

  /** The custom role, as JSON that {@code az role definition create} takes. */
  public String roleDefinition() {
    return JsonText.of(role.definition(new Node.Text(group())));
  }

  /** To whom the role is given, where and under which condition, as JSON. */
  public String roleAssignment() {
    Fields assignment =
        Fields.of()
            .with("roleDefinitionName", role.name())
            .with("principalType", "ServicePrincipal");
    if (application.isPresent()) {
      assignment = assignment.with("applicationId", application.get().value());
    }
    assignment =
        assignment.with(
            "scope",
            group()
                + "/providers/Microsoft.Storage/storageAccounts/"
                + setup.place().account()
                + role.container());
    Optional<String> condition = role.condition();
    if (condition.isPresent()) {
      assignment =
          assignment
              .with("condition", condition.get())
              .with("conditionVersion", RoleGrant.CONDITION_VERSION);
    }
    return JsonText.of(assignment);
  }

  /** A bash script that sets everything up with the Azure CLI; empty without an application. */
  public Optional<String> script() {
    return application.map(id -> new EntraScript(setup, id, directory, role).text());
  }

  /** A Terraform module of one file; empty without an application. */
  public Optional<String> terraform() {
    return application.map(id -> new EntraTerraform(setup, id, role).text());
  }

  /** What to know about the documents, one or two sentences each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "A role assignment may take up to 45 minutes to work; until then a test says that access is"
            + " denied.");
    if (role.isWider()) {
      notes.add(
          "The path has characters for which Azure does not say how a condition writes them. So no"
              + " condition limits the role to the path: it holds in the whole container. Use another"
              + " path, or a container that is Waybill's alone.");
    }
    notes.addAll(Notes.about(setup));
    return List.copyOf(notes);
  }

  private String group() {
    return setup.group().map(AzureSetup.Group::toString).orElse(UNKNOWN_GROUP);
  }
}
