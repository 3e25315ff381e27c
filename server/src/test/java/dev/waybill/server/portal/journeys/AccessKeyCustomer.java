package dev.waybill.server.portal.journeys;

import dev.waybill.stores.ceph.CephGateway;
import dev.waybill.stores.ceph.CephUser;

/** Gives the service an access key of a user. */
final class AccessKeyCustomer extends S3Customer {
  private final CephUser user = account().addUser("waybill");

  AccessKeyCustomer(CephGateway ceph) {
    super(ceph);
  }

  @Override
  public String storage() {
    return "Amazon S3 or compatible, by an access key";
  }

  @Override
  public void letIn(Person person, String folder) {
    String permissions = person.document("Permission policy");
    person
        .fill("Access key id", user.key().accessKeyId())
        .fill("Secret access key", user.key().secretAccessKey())
        .press("Test and go on")
        .sees("The test failed")
        .stage("PUT", "Failed");

    account().allowUser(user, permissions);
    person.press("Test again");
  }
}
