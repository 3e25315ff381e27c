package dev.waybill.server.portal.journeys;

import dev.waybill.stores.gcs.FakeGcsServer;

/** Lets the service's own account into a bucket. */
final class GrantingCustomer extends GoogleCustomer {
  GrantingCustomer(FakeGcsServer google) {
    super(google);
  }

  @Override
  public String storage() {
    return "Google Cloud Storage, by our service account";
  }

  @Override
  public void letIn(Person person, String folder) {
    person.press("Test and go on").sees("Connection").stage("PUT", "Failed");

    grant(member(person), person.document("Custom role"));
    person.press("Test the connection");
    confirm(person);
    person.follow("Create an export");
  }

  @Override
  public void confirm(Person person) {
    Confirmation.give(person, objects());
  }
}
