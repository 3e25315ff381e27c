package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import dev.waybill.stores.s3.setup.PrincipalArn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What customers are told to let in. */
public record SetupSettings(
    @Setting(
            about =
                "The IAM role or user as which this service asks AWS for customers' roles: what their"
                    + " trust policies name. Absent, customers are told that roles cannot be set up"
                    + " yet.")
        Optional<String> s3Principal,
    @Setting(
            about =
                "With what the names of customers' roles must begin, so that this service's own policy"
                    + " can be limited to them.")
        Optional<String> s3RoleNamePrefix,
    @Setting(
            about =
                "The addresses from which this service reaches customers' storage, as IP addresses or"
                    + " ranges such as `203.0.113.0/29`. They are only shown.")
        List<String> egressAddresses) {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,32}");
  private static final Pattern ADDRESS =
      Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(/[0-9]{1,3})?");

  public SetupSettings {
    s3Principal.ifPresent(SetupSettings::requirePrincipal);
    if (s3RoleNamePrefix.filter(prefix -> !PREFIX.matcher(prefix).matches()).isPresent()) {
      throw new InvalidInput(
          "s3-role-name-prefix",
          "is 1 to 32 letters, digits and '_', '+', '=', ',', '.', '@', '-'");
    }
    if (!egressAddresses.stream().allMatch(each -> ADDRESS.matcher(each).matches())) {
      throw new InvalidInput(
          "egress-addresses", "has IP addresses and ranges such as 203.0.113.0/29 only");
    }
    egressAddresses = List.copyOf(egressAddresses);
  }

  /** The principal, if there is one. */
  public Optional<PrincipalArn> principal() {
    return s3Principal.map(PrincipalArn::new);
  }

  private static void requirePrincipal(String arn) {
    try {
      new PrincipalArn(arn);
    } catch (InvalidInput e) {
      throw new InvalidInput(
          "s3-principal",
          "is the ARN of an IAM role or user, such as arn:aws:iam::111122223333:role/waybill");
    }
  }
}
