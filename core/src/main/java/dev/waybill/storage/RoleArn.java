package dev.waybill.storage;

import dev.waybill.fault.InvalidInput;
import java.util.regex.Pattern;

/** The name of a role of AWS or of a store with roles like AWS's. */
public record RoleArn(String value) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[-a-z]{0,20}:iam::[0-9]{12}:role/([!-~]{1,510}/)?[A-Za-z0-9_+=,.@-]{1,64}");

  /** Which of the parts between the colons. */
  private static final int ACCOUNT = 4;

  /**
   * @throws InvalidInput if it is not the ARN of a role
   */
  public RoleArn {
    if (!ARN.matcher(value).matches()) {
      throw new InvalidInput(
          "roleArn",
          "A roleArn has the form arn:aws:iam::111122223333:role/name: the role's page in the IAM"
              + " console shows it.");
    }
  }

  /** The role's own name, without the path before it. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** The twelve digits of the account that it belongs to. */
  public String account() {
    return value.split(":", -1)[ACCOUNT];
  }

  @Override
  public String toString() {
    return value;
  }
}
