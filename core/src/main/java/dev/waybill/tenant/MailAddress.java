package dev.waybill.tenant;

import dev.waybill.fault.InvalidInput;
import java.util.regex.Pattern;

/** An address to which notifications go; plain, without a name before it. */
public record MailAddress(String value) {
  private static final int LONGEST = 254;

  /** Of RFC 5321 what is in use: no quoted local parts, no addresses of machines in brackets. */
  private static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64})*"
              + "@[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*");

  public MailAddress {
    if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
      throw new InvalidInput(
          "recipients", "Each of the recipients is a mail address such as ops@example.com.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
