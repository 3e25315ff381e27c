package dev.waybill.stores.azure.setup;

import dev.waybill.stores.setup.NewPlace;
import java.util.ArrayList;
import java.util.List;

/** What to know however the service gets in. */
final class Notes {
  private Notes() {}

  static List<String> about(AzureSetup setup) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Whoever may write may also replace: switch on versions or soft delete for blobs, which are"
            + " the account's and so no part of these documents.");
    if (setup.creation().flatMap(NewPlace::expireAfterDays).isPresent()) {
      notes.add(
          "An account has one lifecycle management policy: merge the rule that is shown. Manifests"
              + " and keys stay, since they prove what was delivered.");
    }
    return notes;
  }
}
