package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.RoleArn;

/** As whom the service comes to a bucket. */
sealed interface Grantee {
  /** Where its permissions are. */
  String policy();

  /** The holder of a customer's access key. */
  record KeyHolder(String accessKeyId) implements Grantee {
    public KeyHolder {
      requireNonNull(accessKeyId, "accessKeyId is null");
    }

    @Override
    public String policy() {
      return "the policy of the access key's user";
    }

    @Override
    public String toString() {
      return "The access key " + accessKeyId;
    }
  }

  /** A customer's role. */
  record Role(RoleArn arn) implements Grantee {
    public Role {
      requireNonNull(arn, "arn is null");
    }

    @Override
    public String policy() {
      return "the permission policy of the role";
    }

    @Override
    public String toString() {
      return "The role " + arn;
    }
  }
}
