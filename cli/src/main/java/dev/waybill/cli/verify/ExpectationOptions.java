package dev.waybill.cli.verify;

import dev.waybill.cli.client.CommandFailure;
import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.TenantId;
import dev.waybill.verify.Expectations;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What the user knows to be there. */
final class ExpectationOptions {
  private static final Pattern AGE = Pattern.compile("[0-9]{1,9}[smhdSMHD]");
  private static final Pattern MILLISECONDS = Pattern.compile("-?[0-9]{1,18}");
  private static final Instant YEAR_2000 = Instant.parse("2000-01-01T00:00:00Z");

  private final Clock clock = Clock.systemUTC();

  @Option(
      names = "--stream",
      paramLabel = "ID",
      description = "A stream (an export's id) that must be here. May be repeated.")
  private List<UUID> streams = List.of();

  @Option(
      names = "--tenant",
      paramLabel = "ID",
      description =
          "A tenant that must have a stream here; then no other tenant may. May be repeated.")
  private List<String> tenants = List.of();

  @Option(
      names = "--expect-through",
      paramLabel = "TIME",
      description =
          "Up to which time of receipt streams must be complete, such as 2026-11-20T14:00:00Z or"
              + " milliseconds since 1970: those given by --stream, or else all with manifests but"
              + " backfills and streams that others continue; of each --tenant, one at least.")
  private Optional<String> through = Optional.empty();

  @Option(
      names = "--max-age",
      paramLabel = "AGE",
      description = "The same, before now: such as 90m, 3h or 2d.")
  private Optional<String> maxAge = Optional.empty();

  Expectations expectations() {
    Optional<Instant> time = through.map(ExpectationOptions::time);
    Optional<Instant> since = maxAge.map(age -> clock.instant().minus(age(age)));
    Optional<Instant> later =
        time.isPresent() && since.isPresent()
            ? Optional.of(time.get().isAfter(since.get()) ? time.get() : since.get())
            : time.or(() -> since);
    return new Expectations(
        streams.stream().collect(Collectors.toSet()),
        tenants.stream().map(ExpectationOptions::tenant).collect(Collectors.toSet()),
        later);
  }

  private static Instant time(String text) {
    try {
      return MILLISECONDS.matcher(text).matches()
          ? milliseconds(Long.parseLong(text))
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new CommandFailure(
          "--expect-through is a time such as 2026-11-20T14:00:00Z.", CommandFailure.USAGE);
    }
  }

  /** Seconds since 1970 would be a time that every stream has reached. */
  private static Instant milliseconds(long number) {
    Instant time = Instant.ofEpochMilli(number);
    if (time.isBefore(YEAR_2000)) {
      throw new CommandFailure(
          "--expect-through takes a number for milliseconds since 1970, and "
              + number
              + " milliseconds are "
              + time
              + ".",
          CommandFailure.USAGE);
    }
    return time;
  }

  private static Duration age(String text) {
    if (!AGE.matcher(text).matches()) {
      throw new CommandFailure("--max-age is such as 90m, 3h or 2d.", CommandFailure.USAGE);
    }
    String iso = text.toUpperCase(Locale.ROOT);
    return Duration.parse(iso.endsWith("D") ? "P" + iso : "PT" + iso);
  }

  private static TenantId tenant(String text) {
    try {
      return new TenantId(text);
    } catch (InvalidInput e) {
      throw new CommandFailure(e.getMessage(), CommandFailure.USAGE);
    }
  }
}
