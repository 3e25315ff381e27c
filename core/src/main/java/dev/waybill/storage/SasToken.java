package dev.waybill.storage;

import dev.waybill.fault.InvalidInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A shared access signature of Azure Storage: the query of a URL, signed by the customer, whose
 * fields say what it allows. A leading {@code ?} is dropped.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/create-service-sas">Create a
 *     service SAS</a>
 */
public record SasToken(String text) {
  private static final int MAX_LENGTH = 4096;

  /** A year has four digits: what comes after them is nobody's plan. */
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** What RFC 3986 lets a query be made of. */
  private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*");

  /** Anything else would ask the store for something else than an object to be put. */
  private static final Set<String> KNOWN =
      Set.of(
          "sv", "ss", "srt", "sp", "st", "se", "sip", "spr", "sig", "sr", "si", "skoid", "sktid",
          "skt", "ske", "sks", "skv", "saoid", "suoid", "scid", "sdd", "ses", "rscc", "rscd",
          "rsce", "rscl", "rsct");

  private static final Pattern TIME = Pattern.compile(DATE + "T.*");

  /**
   * @throws InvalidInput if it is no signature, or says itself that it is for something else than
   *     objects of the Blob service
   */
  public SasToken {
    text = text.startsWith("?") ? text.substring(1) : text;
    if (text.length() > MAX_LENGTH || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw invalid("A sasToken has up to " + MAX_LENGTH + " printable ASCII characters.");
    }
    Map<String, String> fields = fields(text);
    if (fields.getOrDefault("sig", "").isEmpty() || !fields.containsKey("sv")) {
      throw invalid(
          "The sasToken is incomplete: copy all of it, from 'sv=' to the end of 'sig=', without a"
              + " URL before it.");
    }
    requireKnown(fields);
    if (!QUERY.matcher(text).matches()) {
      throw invalid("The sasToken has characters that no URL has: copy it as Azure shows it.");
    }
    if (fields.containsKey("ss") && !fields.getOrDefault("ss", "").contains("b")) {
      throw invalid("The sasToken is not for the Blob service: its 'ss' must contain 'b'.");
    }
    if (fields.containsKey("srt") && !fields.getOrDefault("srt", "").contains("o")) {
      throw invalid("The sasToken is not for objects: its 'srt' must contain 'o'.");
    }
    time(fields, "se");
  }

  /**
   * When it ends; empty if a stored access policy of the container's says so instead, which the
   * service cannot read.
   */
  public Optional<Instant> expiresAt() {
    return time(fields(text), "se");
  }

  /** From when on it holds; empty if at once, or if it is not said in a form that is known. */
  public Optional<Instant> startsAt() {
    try {
      return time(fields(text), "st");
    } catch (InvalidInput e) {
      return Optional.empty();
    }
  }

  /** Whether it says itself that it is for a single object. */
  public boolean isOfOneObject() {
    String resource = fields(text).getOrDefault("sr", "");
    return resource.startsWith("b");
  }

  /** Whether it names a stored access policy of the container's. */
  public boolean namesPolicy() {
    return fields(text).containsKey("si");
  }

  /** The letters of what it allows, such as {@code cw}; empty if a stored access policy says so. */
  public Optional<String> permissions() {
    return Optional.ofNullable(fields(text).get("sp"));
  }

  /** Whether it says that it allows this; true if that is not known. */
  public boolean mayAllow(char permission) {
    return permissions().map(letters -> letters.indexOf(permission) >= 0).orElse(true);
  }

  private static void requireKnown(Map<String, String> fields) {
    for (String name : fields.keySet()) {
      if (!KNOWN.contains(name)) {
        throw invalid("The sasToken has the field '" + printable(name) + "', which is none of it.");
      }
    }
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : text.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals <= 0) {
        throw invalid("A sasToken has the form sv=...&sig=..., without a URL before it.");
      }
      String name = field.substring(0, equals);
      if (fields.put(name, decoded(field.substring(equals + 1))) != null) {
        throw invalid("The sasToken names '" + printable(name) + "' twice.");
      }
    }
    return fields;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw invalid("The sasToken has a '%' without two hex digits: copy it as Azure shows it.");
    }
  }

  /** Azure takes a time to the second or minute with an offset or Z, or a date alone. */
  private static Optional<Instant> time(Map<String, String> fields, String name) {
    return Optional.ofNullable(fields.get(name))
        .map(
            time -> {
              try {
                return DATE.matcher(time).matches()
                    ? LocalDate.parse(time).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : OffsetDateTime.parse(requireFourDigits(name, time)).toInstant();
              } catch (DateTimeParseException e) {
                throw noTime(name);
              }
            });
  }

  private static String requireFourDigits(String name, String time) {
    if (!TIME.matcher(time).matches()) {
      throw noTime(name);
    }
    return time;
  }

  private static InvalidInput noTime(String name) {
    return invalid("The sasToken's '" + name + "' is no time such as 2026-11-20T14:00:00Z.");
  }

  private static String printable(String name) {
    return name.length() > 16 ? name.substring(0, 16) + "..." : name;
  }

  private static InvalidInput invalid(String message) {
    return new InvalidInput("sasToken", message);
  }

  /** Shows nothing of it. */
  @Override
  public String toString() {
    return "SasToken";
  }
}
