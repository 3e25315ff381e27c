package dev.waybill.stores.s3.setup;

import dev.waybill.fault.InvalidInput;
import java.util.regex.Pattern;

/** The customer's AWS account, to which the role belongs. */
public record AccountId(String value) {
  private static final Pattern ID = Pattern.compile("[0-9]{12}");

  /**
   * @throws InvalidInput if it has not twelve digits
   */
  public AccountId {
    if (!ID.matcher(value).matches()) {
      throw new InvalidInput("accountId", "An accountId has twelve digits, such as 111122223333.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
