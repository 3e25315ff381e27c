package dev.waybill.stores.gcs.setup;

import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Fields;
import java.util.List;
import java.util.Optional;

/** A role that can create objects and do nothing else, and where it holds. */
final class RoleGrant {
  static final String ID = "waybillExport";
  static final String TITLE = "Waybill export";
  static final String DESCRIPTION = "Creates objects; cannot replace, list, read or delete them.";
  static final String PERMISSION = "storage.objects.create";
  static final String CONDITION_TITLE = "waybill-path";

  private final GcsSetup setup;

  RoleGrant(GcsSetup setup) {
    this.setup = setup;
  }

  static Fields role() {
    return Fields.of()
        .with("title", TITLE)
        .with("description", DESCRIPTION)
        .with("stage", "GA")
        .with("includedPermissions", Node.texts(List.of(PERMISSION)));
  }

  /** What the bucket's policy gains. */
  Fields binding(String project, Optional<String> address) {
    Fields binding = Fields.of().with("role", "projects/" + project + "/roles/" + ID);
    if (address.isPresent()) {
      binding = binding.with("members", Node.texts(List.of("serviceAccount:" + address.get())));
    }
    Optional<Fields> condition = condition();
    return condition.isPresent() ? binding.with("condition", condition.get()) : binding;
  }

  /** What limits the role to the path; empty without a path. */
  Optional<Fields> condition() {
    return expression()
        .map(text -> Fields.of().with("title", CONDITION_TITLE).with("expression", text));
  }

  Optional<String> expression() {
    return Optional.of(setup.prefix())
        .filter(prefix -> !prefix.isEmpty())
        .map(
            prefix ->
                "resource.name.startsWith("
                    + CelText.quoted(
                        "projects/_/buckets/" + setup.place().bucket() + "/objects/" + prefix)
                    + ")");
  }
}
