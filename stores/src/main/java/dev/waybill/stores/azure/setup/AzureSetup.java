package dev.waybill.stores.azure.setup;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.storage.AzureLocation;
import dev.waybill.stores.setup.NewPlace;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is known about a container before anything is set up there.
 *
 * @param group of the storage account; empty: found out by the script, asked for by the module
 * @param creation empty if the container exists
 */
public record AzureSetup(AzureLocation place, Optional<Group> group, Optional<NewPlace> creation) {
  public AzureSetup {
    requireNonNull(place, "place is null");
    requireNonNull(group, "group is null");
    requireNonNull(creation, "creation is null");
  }

  /** A resource group of a subscription. */
  public record Group(String subscription, String name) {
    private static final Pattern SUBSCRIPTION =
        Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.()-]{0,89}[A-Za-z0-9_()-]");

    public Group {
      if (!SUBSCRIPTION.matcher(subscription).matches()) {
        throw new InvalidInput("subscriptionId", "A subscriptionId is a UUID in small letters.");
      }
      if (!NAME.matcher(name).matches()) {
        throw new InvalidInput(
            "resourceGroup",
            "A resource group's name has 1 to 90 letters, digits, '_', '-', '(', ')' and '.', the"
                + " last not at its end.");
      }
    }

    @Override
    public String toString() {
      return "/subscriptions/" + subscription + "/resourceGroups/" + name;
    }
  }

  /** The start of the names of all that is put; empty without a path. */
  String prefix() {
    return place.path().value().isEmpty() ? "" : place.path() + "/";
  }
}
