package dev.waybill.stores.azure.setup;

import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Code;
import dev.waybill.stores.setup.Node.Fields;
import java.util.List;

/** By which events expire; an account has one policy of such rules, for all of its containers. */
final class Lifecycle {
  private Lifecycle() {}

  /** A rule to merge into the account's policy. */
  static Node rule(AzureSetup setup, int days) {
    String events = setup.place().container() + "/" + setup.prefix() + "events/";
    return Fields.of()
        .with("enabled", new Code("true"))
        .with("name", "waybill-expire-events")
        .with("type", "Lifecycle")
        .with(
            "definition",
            Fields.of()
                .with(
                    "actions",
                    Fields.of()
                        .with(
                            "baseBlob",
                            Fields.of()
                                .with(
                                    "delete",
                                    Fields.of()
                                        .with(
                                            "daysAfterCreationGreaterThan",
                                            new Code(Integer.toString(days))))))
                .with(
                    "filters",
                    Fields.of()
                        .with("blobTypes", Node.texts(List.of("blockBlob")))
                        .with("prefixMatch", Node.texts(List.of(events)))));
  }
}
