package dev.waybill.stores.s3.setup;

import dev.waybill.fault.InvalidInput;
import java.util.regex.Pattern;

/** The role or user as which the service asks AWS for a customer's role. */
public record PrincipalArn(String value) {
  private static final Pattern ARN =
      Pattern.compile(
          "arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/([A-Za-z0-9_+=,.@-]+/)*[A-Za-z0-9_+=,.@-]{1,64}");

  private static final int MAX_LENGTH = 700;

  /**
   * @throws InvalidInput if it is not the ARN of a role or user
   */
  public PrincipalArn {
    if (value.length() > MAX_LENGTH || !ARN.matcher(value).matches()) {
      throw new InvalidInput(
          "principal",
          "A principal is the ARN of an IAM role or user, such as"
              + " arn:aws:iam::111122223333:role/waybill; not that of a session, which has"
              + " ':sts:' in it.");
    }
    Partition.ofArn("principal", value);
  }

  Partition partition() {
    return Partition.ofArn("principal", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
