package dev.waybill.server.portal.journeys;

import dev.waybill.stores.ceph.CephGateway;

/** Makes a role that the service may assume. */
final class RoleCustomer extends S3Customer {
  private static final String ROLE = "waybill-export";

  RoleCustomer(CephGateway ceph) {
    super(ceph);
  }

  @Override
  public String storage() {
    return "Amazon S3, by a role";
  }

  @Override
  public void letIn(Person person, String folder) {
    String trust = person.document("Trust policy of the role");
    String permissions = person.document("Permission policy");
    person.fill("ARN of the role", "arn:aws:iam::" + account().id() + ":role/" + ROLE);
    person.press("Test and go on").sees("The test failed").stage("ASSUME_ROLE", "Failed");

    account().addRole(ROLE, trust);
    person.press("Test again").stage("ASSUME_ROLE", "Done").stage("PUT", "Failed");

    account().allowRole(ROLE, permissions);
    person.press("Test again");
  }
}
