package dev.waybill.stores.azure.setup;

import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Code;
import dev.waybill.stores.setup.Node.Fields;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A role that can put objects and do nothing else, and where it holds. */
final class RoleGrant {
  private static final String BLOBS =
      "Microsoft.Storage/storageAccounts/blobServices/containers/blobs";

  /** New blobs; and, for those that are put in blocks, what Put Block and Put Block List need. */
  static final List<String> DATA_ACTIONS = List.of(BLOBS + "/add/action", BLOBS + "/write");

  static final String CONDITION_VERSION = "2.0";

  /** How other characters are written in a condition's text is not documented. */
  private static final Pattern SAYABLE = Pattern.compile("[A-Za-z0-9._/=+@,~ -]+");

  private final AzureSetup setup;

  RoleGrant(AzureSetup setup) {
    this.setup = setup;
  }

  String name() {
    return "Waybill export to " + setup.place().account();
  }

  /**
   * @param group where it can be assigned
   */
  Fields definition(Node group) {
    return Fields.of()
        .with("Name", name())
        .with("IsCustom", new Code("true"))
        .with("Description", "Puts objects; cannot list, read or delete.")
        .with("Actions", Node.texts(List.of()))
        .with("NotActions", Node.texts(List.of()))
        .with("DataActions", Node.texts(DATA_ACTIONS))
        .with("NotDataActions", Node.texts(List.of()))
        .with("AssignableScopes", Node.items(List.of(group)));
  }

  /** What limits the role to the path; empty without a path, and for one that cannot be said. */
  Optional<String> condition() {
    return Optional.of(setup.prefix())
        .filter(prefix -> SAYABLE.matcher(prefix).matches())
        .map(
            prefix ->
                "((!(ActionMatches{'"
                    + BLOBS
                    + "/write'}) AND !(ActionMatches{'"
                    + BLOBS
                    + "/add/action'})) OR (@Resource["
                    + BLOBS
                    + ":path] StringStartsWith '"
                    + prefix
                    + "'))");
  }

  /** Whether the role holds outside the path, too. */
  boolean isWider() {
    return !setup.prefix().isEmpty() && condition().isEmpty();
  }

  /** The container, below the account. */
  String container() {
    return "/blobServices/default/containers/" + setup.place().container();
  }
}
