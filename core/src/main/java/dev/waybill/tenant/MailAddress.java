package dev.waybill.tenant;

import dev.waybill.fault.InvalidInput;
import java.util.List;
import java.util.regex.Pattern;

/** An address to which notifications go; plain, without a name before it. */
public record MailAddress(String value) {
  private static final int LONGEST = 254;

  /** Of a tenant. */
  public static final int MOST = 20;

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

  /**
   * Those of a tenant, each once.
   *
   * @throws InvalidInput if one is no address, or there are too many
   */
  public static List<MailAddress> list(List<String> texts) {
    List<MailAddress> addresses = texts.stream().map(MailAddress::new).distinct().toList();
    if (addresses.size() > MOST) {
      throw new InvalidInput(
          "recipients", "There are at most " + MOST + " recipients: use a mailing list.");
    }
    return addresses;
  }

  @Override
  public String toString() {
    return value;
  }
}
