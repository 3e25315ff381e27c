package dev.waybill.stores.gcs.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.stores.setup.JsonText;
import dev.waybill.stores.setup.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a customer lets a service account create objects in a bucket. */
public final class GcsDocuments {
  private static final String UNKNOWN_PROJECT = "PROJECT_ID";

  private final GcsSetup setup;
  private final RoleGrant role;

  public GcsDocuments(GcsSetup setup) {
    this.setup = requireNonNull(setup, "setup is null");
    this.role = new RoleGrant(setup);
  }

  /** The custom role of the bucket's project, as JSON. */
  public String customRole() {
    return JsonText.of(RoleGrant.role());
  }

  /** What the bucket's policy gains, as a JSON array. */
  public String bindings() {
    String project = setup.project().orElse(UNKNOWN_PROJECT);
    Optional<String> address =
        switch (setup.member()) {
          case Member.Shared(Optional<String> shared) -> shared;
          case Member.Own(String name) ->
              Optional.of(name + "@" + project + ".iam.gserviceaccount.com");
        };
    return JsonText.of(Node.items(List.of(role.binding(project, address))));
  }

  /** A bash script for the Google Cloud CLI; empty if it is not known whom to let in. */
  public Optional<String> script() {
    return isKnown() ? Optional.of(new GcsScript(setup, role).text()) : Optional.empty();
  }

  /** A Terraform module of one file; empty likewise. */
  public Optional<String> terraform() {
    return isKnown() ? Optional.of(new GcsTerraform(setup, role).text()) : Optional.empty();
  }

  /** What to know about the documents, one or two sentences each. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add("A change of the bucket's policy may take some minutes to work.");
    if (setup.member() instanceof Member.Own) {
      notes.add(
          "A key can be copied, and organisations may forbid to make any"
              + " (iam.disableServiceAccountKeyCreation): let Waybill's own service account in where"
              + " you can. Delete the file when the export has it.");
    }
    if (!setup.prefix().isEmpty()) {
      notes.add(
          "The role holds below the path alone. Google looks at such conditions only in buckets with"
              + " uniform bucket-level access.");
    }
    return List.copyOf(notes);
  }

  private boolean isKnown() {
    return !(setup.member() instanceof Member.Shared(Optional<String> address))
        || address.isPresent();
  }
}
