package dev.waybill.stores.s3;

import dev.waybill.fault.InvalidInput;
import java.util.Optional;
import java.util.regex.Pattern;

/** The ARN of a key in AWS KMS, or of an alias of one. */
public record KmsKeyName(String value) {
  private static final String KEY = ":key/";
  private static final String ALIAS = ":alias/";
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:kms:[a-z0-9-]{1,63}:[0-9]{12}:(key/[A-Za-z0-9-]{1,128}|alias/[A-Za-z0-9/_-]{1,250})");

  /**
   * @throws InvalidInput if it is not such an ARN
   */
  public KmsKeyName {
    if (!ARN.matcher(value).matches()) {
      throw new InvalidInput(
          "kms-key",
          "is the ARN of a KMS key or alias, such as"
              + " arn:aws:kms:eu-central-1:111122223333:alias/waybill");
    }
  }

  /**
   * The key that this named when it encrypted; empty if it cannot have named that one: a key names
   * itself alone, an alias one of its own region and account.
   */
  Optional<KmsKeyName> exactly(String arn) {
    String own = value.substring(0, value.lastIndexOf(value.contains(KEY) ? KEY : ALIAS));
    return ARN.matcher(arn).matches()
            && arn.startsWith(own + KEY)
            && (arn.equals(value) || !value.contains(KEY))
        ? Optional.of(new KmsKeyName(arn))
        : Optional.empty();
  }

  String region() {
    return value.split(":", 5)[3];
  }

  @Override
  public String toString() {
    return value;
  }
}
