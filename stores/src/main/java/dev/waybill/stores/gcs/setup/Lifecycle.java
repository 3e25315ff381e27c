package dev.waybill.stores.gcs.setup;

import dev.waybill.stores.setup.NewPlace;
import dev.waybill.stores.setup.Node;
import dev.waybill.stores.setup.Node.Code;
import dev.waybill.stores.setup.Node.Fields;
import java.util.ArrayList;
import java.util.List;

/** What a new bucket deletes by itself. */
final class Lifecycle {
  static final int DAYS_OF_OLD_VERSIONS = 30;

  private Lifecycle() {}

  static Fields rules(GcsSetup setup, NewPlace creation) {
    List<Node> rules = new ArrayList<>();
    rules.add(
        delete(
            Fields.of()
                .with(
                    "daysSinceNoncurrentTime", new Code(Integer.toString(DAYS_OF_OLD_VERSIONS)))));
    creation
        .expireAfterDays()
        .ifPresent(
            days ->
                rules.add(
                    delete(
                        Fields.of()
                            .with("age", new Code(Integer.toString(days)))
                            .with("isLive", new Code("true"))
                            .with("matchesPrefix", Node.texts(List.of(events(setup)))))));
    return Fields.of().with("rule", Node.items(rules));
  }

  static String events(GcsSetup setup) {
    return setup.prefix() + "events/";
  }

  private static Fields delete(Node condition) {
    return Fields.of()
        .with("action", Fields.of().with("type", "Delete"))
        .with("condition", condition);
  }
}
