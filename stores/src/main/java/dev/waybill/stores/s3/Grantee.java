package dev.waybill.stores.s3;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.RoleArn;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As whom the service comes to a bucket. */
sealed interface Grantee {
  /** Where its permissions are. */
  String policy();

  /** How other policies name it; empty if that is not known. */
  Optional<String> principal(S3Answer answer);

  /** The holder of a customer's access key. */
  record KeyHolder(String accessKeyId) implements Grantee {
    /** AWS says who asked. */
    private static final Pattern ASKER =
        Pattern.compile("User: (arn:aws[a-z-]*:iam::[0-9]{12}:[!#-~]+) is not authorized");

    public KeyHolder {
      requireNonNull(accessKeyId, "accessKeyId is null");
    }

    @Override
    public String policy() {
      return "the policy of the access key's user";
    }

    @Override
    public Optional<String> principal(S3Answer answer) {
      Matcher asker = ASKER.matcher(answer.said());
      return asker.find() ? Optional.of(asker.group(1)) : Optional.empty();
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
    public Optional<String> principal(S3Answer answer) {
      return Optional.of(arn.value());
    }

    @Override
    public String toString() {
      return "The role " + arn;
    }
  }
}
