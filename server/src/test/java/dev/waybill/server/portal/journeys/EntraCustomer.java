package dev.waybill.server.portal.journeys;

import dev.waybill.stores.azure.AzuritePlace;
import java.util.SequencedMap;
import java.util.UUID;

/** Lets the service's application into a directory. */
final class EntraCustomer extends AzureCustomer {
  private final String directory = UUID.randomUUID().toString();

  EntraCustomer(AzuritePlace azurite) {
    super(azurite);
  }

  @Override
  public String storage() {
    return "Azure Storage, by our application";
  }

  @Override
  public SequencedMap<String, String> place(String folder) {
    SequencedMap<String, String> place = super.place(folder);
    place.put("Directory (tenant) id", directory);
    return place;
  }

  @Override
  public void letIn(Person person, String folder) {
    person.press("Test and go on").sees("Let our application in");
    decide(person, "Cancel", "No consent was given");
    decide(person, "Accept", "Consent given; confirm the destination next");
    person.press("Test the connection");
    confirm(person);
    person.follow("Create an export");
  }

  private static void decide(Person person, String answer, String outcome) {
    Person microsoft = person.inNewTab(() -> person.follow("Consent at Microsoft"));
    microsoft.sees("Permissions requested").press(answer).sees(outcome).close();
  }

  @Override
  public void confirm(Person person) {
    Confirmation.give(person, objects());
  }
}
