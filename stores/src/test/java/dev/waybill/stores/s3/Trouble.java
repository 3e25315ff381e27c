package dev.waybill.stores.s3;

import static dev.waybill.stores.s3.TroubledStore.EXTERNAL_ID;
import static dev.waybill.stores.s3.TroubledStore.KMS_DENIAL;
import static dev.waybill.stores.s3.TroubledStore.KMS_KEY;
import static dev.waybill.stores.s3.TroubledStore.ROLE;
import static dev.waybill.stores.s3.TroubledStore.TRUST;
import static dev.waybill.stores.s3.TroubledStore.USE_OF_KEY;
import static dev.waybill.stores.s3.TroubledStore.WAIT;

import dev.waybill.fault.Failure;
import dev.waybill.fault.Fault;
import dev.waybill.fault.Stage;
import dev.waybill.integration.ConnectionTest;
import dev.waybill.stores.network.PrivateAuthority;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** What goes wrong between the service and a bucket, and what the customer is told of it. */
enum Trouble {
  UNKNOWN_HOST(
      Fault.CUSTOMER,
      Stage.RESOLVE,
      "UNKNOWN_HOST",
      "The store s3.waybill.invalid:9000 has no address (DNS).",
      "Check the endpoint, that the store runs, and the setting pathStyle.") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      return there.testByKey(there.at(URI.create("http://s3.waybill.invalid:9000")));
    }
  },
  TLS_FAILURE(
      Fault.CUSTOMER,
      Stage.RESOLVE,
      "TLS_NOT_TRUSTED",
      "No secure connection to the store: nobody whom this service trusts has issued its"
          + " certificate.",
      "Use a certificate of a public authority, or ask the operator of this service to trust its"
          + " issuer with the setting storage.ca-bundle.") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      PrivateAuthority unknown = PrivateAuthority.in(there.folder(), "Unknown");
      try (S3ProxyServer secure =
          S3ProxyServer.startWithTls(unknown.serverKeys(), PrivateAuthority.PASSWORD)) {
        return there.testByKey(there.at(secure.endpoint()));
      }
    }
  },
  CLOCK_SKEW(
      Fault.OURS,
      Stage.PUT,
      "CLOCK_SKEWED",
      "The store refused the request because the clocks differ by more than 15 minutes.",
      "Set the clock of the machine on which this service runs (NTP).") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.s3().thenError(403, "RequestTimeTooSkewed", "The difference is too large.");
      return there.testByKey(there.s3().location());
    }
  },
  /** AWS does not tell; other stores do. */
  ROLE_MISSING(
      Fault.CUSTOMER,
      Stage.ASSUME_ROLE,
      "NO_SUCH_ROLE",
      FakeSts.denial(ROLE.value()),
      "Create the role audit/writer in account 111122223333, or correct the roleArn; its trust"
          + " policy needs this statement: "
          + TRUST) {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.sts().thenError(404, "NoSuchEntity", FakeSts.denial(ROLE.value()));
      return there.testByRole();
    }
  },
  ROLE_NOT_TRUSTING(
      Fault.CUSTOMER,
      Stage.ASSUME_ROLE,
      "ROLE_NOT_ASSUMABLE",
      FakeSts.denial(ROLE.value()),
      "Check that the role exists, and that its trust policy has this statement: " + TRUST) {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.sts().trust(ROLE, UUID.randomUUID().toString());
      return there.testByRole();
    }
  },
  EXTERNAL_ID_NOT_ENFORCED(
      Fault.CUSTOMER,
      Stage.EXTERNAL_ID_ENFORCED,
      "EXTERNAL_ID_NOT_ENFORCED",
      "Your role can be used by others: this service could assume "
          + ROLE
          + " without any external id, so other customers of this service could have it write"
          + " there.",
      "Add this to the statement of the role's trust policy: \"Condition\": {\"StringEquals\":"
          + " {\"sts:ExternalId\": \"0a1b2c3d-1111-4222-8333-444455556666\"}}") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.sts().trustWithoutCondition(ROLE);
      there.s3().thenOk();
      return there.testByRole();
    }
  },
  ACCESS_DENIED_ON_PUT(
      Fault.CUSTOMER,
      Stage.PUT,
      "ACCESS_DENIED",
      "The role " + ROLE + " may not put objects into bucket 'audit-events'.",
      "Allow s3:PutObject on arn:aws:s3:::audit-events/p/* (with a KMS key also"
          + " kms:GenerateDataKey and kms:Decrypt): add this statement to the permission policy of"
          + " the role: {\"Sid\": \"PutAuditEvents\", \"Effect\": \"Allow\", \"Action\":"
          + " [\"s3:PutObject\"], \"Resource\": \"arn:aws:s3:::audit-events/p/*\"}. A bucket of"
          + " another account must allow it in its own policy, too. A policy that limits source"
          + " addresses must let in those of this service, which the setup instructions"
          + " list (egressAddresses).") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.sts().trust(ROLE, EXTERNAL_ID.toString());
      there.s3().thenError(403, "AccessDenied", "Access Denied");
      return there.testByRole();
    }
  },
  KMS_DENIED(
      Fault.CUSTOMER,
      Stage.PUT,
      "KMS_DENIED",
      "The role "
          + ROLE
          + " may not use the KMS key "
          + KMS_KEY
          + " with which objects in bucket 'audit-events' are encrypted. The store says: "
          + KMS_DENIAL,
      "Add this statement to the permission policy of the role: {\"Sid\":"
          + " \"EncryptAuditEvents\", \"Effect\": \"Allow\", "
          + USE_OF_KEY.formatted(KMS_KEY)
          + ", and this one to the key's policy: {\"Sid\": \"WaybillEncryptsAuditEvents\","
          + " \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \""
          + ROLE
          + "\"}, "
          + USE_OF_KEY.formatted("*")
          + " (not needed if that policy leaves access to IAM policies of the same account).") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.sts().trust(ROLE, EXTERNAL_ID.toString());
      there.s3().thenError(403, "AccessDenied", KMS_DENIAL);
      return there.testByRole(there.encryptedBy(KMS_KEY));
    }
  },
  BUCKET_OF_ANOTHER_OWNER(
      Fault.CUSTOMER,
      Stage.RESOLVE,
      "BUCKET_OF_ANOTHER_OWNER",
      "The bucket 'audit-events' does not belong to the account 444455556666, which is expected"
          + " to own it.",
      "Check the bucket's name: nothing is put there. If it is the right one, correct"
          + " expectedBucketOwner.") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.s3().thenError(403, "AccessDenied", "Access Denied");
      there.s3().thenError(403, "AccessDenied", "Access Denied");
      there.s3().thenError(404, "NoSuchUpload", "The specified upload does not exist.");
      return there.testByKey(there.ownedBy("444455556666"));
    }
  },
  BUCKET_MISSING(
      Fault.CUSTOMER,
      Stage.PUT,
      "NO_SUCH_BUCKET",
      "The bucket 'audit-events' does not exist.",
      "Create the bucket 'audit-events' in region us-east-1, or correct its name.") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.s3().thenError(404, "NoSuchBucket", "The specified bucket does not exist");
      return there.testByKey(there.s3().location());
    }
  },
  WRONG_REGION(
      Fault.CUSTOMER,
      Stage.RESOLVE,
      "WRONG_REGION",
      "The bucket 'audit-events' is not in region us-east-1, but in eu-central-1.",
      "Set the region to eu-central-1.") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there
          .s3()
          .thenError(
              301,
              "PermanentRedirect",
              "The bucket must be addressed using the specified endpoint.",
              Map.of("x-amz-bucket-region", "eu-central-1"));
      return there.testByKey(there.s3().location());
    }
  },
  THROTTLED(
      Fault.CAPACITY,
      Stage.PUT,
      "THROTTLED",
      "The store asks to slow down.",
      WAIT + "give this export a path of its own, or have the store's limits raised.") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.s3().thenError(503, "SlowDown", "Please reduce your request rate.");
      return there.testByKey(there.s3().location());
    }
  },
  TIMEOUT(
      Fault.CAPACITY,
      Stage.PUT,
      "TIMEOUT",
      "The store did not answer in time.",
      WAIT
          + "check how busy the store and the network to it are; the operator of this service can"
          + " give requests more time with the setting export.request-timeout.") {
    @Override
    ConnectionTest meet(TroubledStore there) {
      there.s3().thenSilence();
      return there.testWithin(Duration.ofMillis(300));
    }
  };

  private final Fault fault;
  private final Stage stage;
  private final String code;
  private final String message;
  private final String advice;

  Trouble(Fault fault, Stage stage, String code, String message, String advice) {
    this.fault = fault;
    this.stage = stage;
    this.code = code;
    this.message = message;
    this.advice = advice;
  }

  /** Runs into it. */
  abstract ConnectionTest meet(TroubledStore there);

  Failure told() {
    return new Failure(fault, stage, code, message, advice);
  }
}
