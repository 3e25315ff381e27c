package dev.waybill.cli.exports;

import static java.util.stream.Collectors.joining;

import dev.waybill.cli.client.CommandFailure;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Which options of a set-up mean something at which provider; all others do at each. */
final class ProviderOptions {
  private static final Set<Provider> S3 = EnumSet.of(Provider.S3);
  private static final Set<Provider> AZURE = EnumSet.of(Provider.AZURE);
  private static final Set<Provider> GCS = EnumSet.of(Provider.GCS);

  private static final Map<String, Set<Provider>> ONLY =
      Map.ofEntries(
          Map.entry("--region", S3),
          Map.entry("--kms-key", S3),
          Map.entry("--role-name", S3),
          Map.entry("--account", S3),
          Map.entry("--bucket-owner-full-control", S3),
          Map.entry("--interval", S3),
          Map.entry("--principal", S3),
          Map.entry("--external-id", S3),
          Map.entry("--authentication", EnumSet.of(Provider.AZURE, Provider.GCS)),
          Map.entry("--entra-tenant", AZURE),
          Map.entry("--subscription", AZURE),
          Map.entry("--resource-group", AZURE),
          Map.entry("--sas-days", AZURE),
          Map.entry("--project", GCS),
          Map.entry("--account-name", GCS),
          Map.entry("--location", GCS));

  private ProviderOptions() {}

  /**
   * Lets a command line pass whose options all mean something.
   *
   * @throws CommandFailure if one does not; names it
   */
  static void require(ParseResult given, Provider whose) {
    for (OptionSpec option : given.matchedOptions()) {
      Set<Provider> providers = ONLY.getOrDefault(option.longestName(), Set.of(whose));
      if (!providers.contains(whose)) {
        throw new CommandFailure(
            option.longestName()
                + " is for "
                + providers.stream().map(Provider::title).collect(joining(" and "))
                + "; this destination is in "
                + whose.title()
                + ".",
            CommandFailure.USAGE);
      }
    }
  }
}
