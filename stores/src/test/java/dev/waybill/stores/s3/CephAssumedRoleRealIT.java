package dev.waybill.stores.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.fault.Failure;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.integration.ConnectionTester;
import dev.waybill.storage.Credentials.AssumedRole;
import dev.waybill.storage.ObjectKey;
import dev.waybill.storage.ObjectStore;
import dev.waybill.storage.PutOutcome;
import dev.waybill.storage.RoleArn;
import dev.waybill.storage.S3Location;
import dev.waybill.stores.Stores;
import dev.waybill.stores.ceph.CephAccount;
import dev.waybill.stores.ceph.CephGateway;
import dev.waybill.stores.ceph.CephUser;
import dev.waybill.stores.ceph.StsFront;
import dev.waybill.time.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A customer's role, judged by a server that knows trust policies and gives out real sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CephAssumedRoleRealIT {
  private static final String BUCKET = "audit-events";
  private static final String MAY_PUT =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
        "Action": "s3:PutObject", "Resource": "arn:aws:s3:::audit-events/p/*"}]}\
      """;

  private final CephGateway gateway = CephGateway.shared();
  private final CephAccount service = gateway.openAccount();
  private final CephAccount customer = gateway.openAccount();
  private final CephUser waybill = service.addUser("waybill");
  private final CephUser stranger = service.addUser("stranger");
  private final SettableTime time = new SettableTime(Instant.now());
  private final StsFront front = StsFront.of(gateway);
  private final Stores stores = stores(front);
  private final ConnectionTester tester = new ConnectionTester(stores, time);
  private final S3Location location = gateway.location(BUCKET, "p");

  CephAssumedRoleRealIT() {
    customer.createBucket(BUCKET);
  }

  @AfterAll
  void stop() {
    stores.close();
    front.close();
    service.close();
    customer.close();
  }

  @Test
  void worksAtTheNextTestOnceTheRoleTrustsUs() {
    UUID externalId = UUID.randomUUID();
    AssumedRole role = role("late", trust(stranger, externalId.toString()), externalId);

    ConnectionTest refused = tester.test(location, role).test();

    assertThat(refused.status())
        .startsWith(
            "Error testing access to S3 using AssumedRole "
                + role.role()
                + " - User: "
                + waybill.arn()
                + " is not authorized to perform: sts:AssumeRole on resource: "
                + role.role());
    customer.trust("late", trust(waybill, externalId.toString()));
    ConnectionTest trusted = tester.test(location, role).test();
    assertThat(trusted.status()).isEqualTo("SUCCESS");
    assertThat(trusted.warning()).isEmpty();
  }

  @Test
  void isRefusedByARoleThatAsksForAnotherExternalId() {
    AssumedRole role = role("other-id", trust(waybill, "another"), UUID.randomUUID());

    assertThat(tester.test(location, role).test().status())
        .startsWith("Error testing access to S3 using AssumedRole " + role.role() + " - ");
  }

  @Test
  void noticesARoleThatLetsOthersIn() {
    String open =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}]}\
        """
            .formatted(waybill.arn());

    ConnectionTest result = tester.test(location, role("open", open, UUID.randomUUID())).test();

    assertThat(result.status()).isEqualTo("SUCCESS");
    assertThat(result.warning().map(Failure::code)).contains("EXTERNAL_ID_NOT_ENFORCED");
  }

  @Test
  void isToldThatTheRoleMayNotPutThere() {
    UUID externalId = UUID.randomUUID();
    AssumedRole role = role("elsewhere", trust(waybill, externalId.toString()), externalId);

    ConnectionTest result = tester.test(gateway.location(BUCKET, "q"), role).test();

    assertThat(result.failure().map(Failure::code)).contains("ACCESS_DENIED");
  }

  @Test
  void goesOnWithANewSessionWhenOneEndsInTheMiddle() {
    UUID externalId = UUID.randomUUID();
    AssumedRole role = role("short", trust(waybill, externalId.toString()), externalId);
    try (StsFront hasty = StsFront.withSessionsOf(gateway, Duration.ofSeconds(90));
        Stores hurried = stores(hasty);
        ObjectStore store = hurried.open(location, role)) {
      assertThat(put(store, "short/before")).isEqualTo(new PutOutcome.Stored());
      time.advance(Duration.ofMinutes(2));
      assertThat(put(store, "short/after")).isEqualTo(new PutOutcome.Stored());
      // That it was a new one is seen by what happens when there is none.
      customer.trust("short", trust(stranger, externalId.toString()));
      time.advance(Duration.ofMinutes(2));

      assertThat(put(store, "short/late")).isInstanceOf(PutOutcome.Refused.class);
    }

    assertThat(customer.keys(BUCKET))
        .contains("p/short/before", "p/short/after")
        .doesNotContain("p/short/late");
  }

  private static PutOutcome put(ObjectStore store, String key) {
    return store.put(new ObjectKey(key), new byte[] {1});
  }

  private AssumedRole role(String name, String trustPolicy, UUID externalId) {
    RoleArn arn = new RoleArn(customer.addRole(name, trustPolicy));
    customer.allowRole(name, MAY_PUT);
    return new AssumedRole(arn, externalId);
  }

  private static String trust(CephUser user, String externalId) {
    return """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole",
          "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}\
        """
        .formatted(user.arn(), externalId);
  }

  private Stores stores(StsFront sts) {
    RoleSettings roles = new RoleSettings(Optional.of(sts.endpoint()), Optional.of(waybill.key()));
    return OnlyS3.stores(new S3Stores(TestSettings.withRoles(roles, Optional.empty()), time), time);
  }
}
