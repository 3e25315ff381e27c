package dev.waybill.server.portal.journeys;

import dev.waybill.stores.gcs.FakeGcsServer;
import dev.waybill.stores.gcs.FakeServiceAccount;

/** Gives the service a key of a service account. */
final class GoogleKeyCustomer extends GoogleCustomer {
  GoogleKeyCustomer(FakeGcsServer google) {
    super(google);
  }

  @Override
  public String storage() {
    return "Google Cloud Storage, by a key";
  }

  @Override
  public void letIn(Person person, String folder) {
    FakeServiceAccount account = google().account(member(person));
    String role = person.document("Custom role");
    person
        .fill("Service account key", account.file())
        .press("Test and go on")
        .sees("The test failed")
        .stage("PUT", "Failed");

    grant(account.email(), role);
    person.press("Test again");
  }
}
