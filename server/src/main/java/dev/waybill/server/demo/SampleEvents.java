package dev.waybill.server.demo;

import dev.waybill.event.EventKind;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Varied events that look like those of a data platform, with the entropy of real ones: every id,
 * user, statement and address differs. The same seed gives the same events.
 */
public final class SampleEvents {
  private static final List<String> GIVEN =
      List.of(
          "amelie", "bashir", "chen", "daria", "elif", "fatou", "goran", "hana", "ines", "jonas",
          "kwame", "lucia", "mateo", "noor", "oskar", "priya", "quentin", "rosa", "sven", "tomoko");
  private static final List<String> FAMILY =
      List.of(
          "adeyemi",
          "berger",
          "castillo",
          "dubois",
          "eriksen",
          "fujita",
          "garcia",
          "haddad",
          "ivanova",
          "jensen",
          "kowalski",
          "lindqvist",
          "moreau",
          "nakamura",
          "okafor",
          "petrov");
  private static final List<String> TEAMS =
      List.of("analytics", "billing", "fraud", "growth", "ledger", "logistics", "research", "risk");
  private static final List<String> TABLES =
      List.of(
          "customers",
          "invoices",
          "payments",
          "sessions",
          "shipments",
          "tickets",
          "devices",
          "contracts",
          "salaries",
          "consents");
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "email",
          "iban",
          "created_at",
          "country",
          "amount",
          "currency",
          "phone",
          "status",
          "score",
          "birth_date",
          "postcode",
          "device_id",
          "channel");

  /** Of the SYSTEM events; the service's own have others. */
  static final List<String> CATEGORIES =
      List.of("threshold", "anomaly", "administration", "lock", "column", "usergroup", "apikeys");

  private static final List<String> TYPES =
      List.of("LOGIN", "LOGOUT", "EXPORT_DOWNLOADED", "ROLE_GRANTED", "PASSWORD_CHANGED");

  private final RandomGenerator random;

  public SampleEvents(RandomGenerator random) {
    this.random = random;
  }

  /** A kind as often as platforms see it: mostly queries. */
  public EventKind kind() {
    int dice = random.nextInt(10);
    return dice < 6 ? EventKind.QUERY : dice < 8 ? EventKind.SYSTEM : EventKind.CUSTOM;
  }

  /**
   * One event as a line of JSON without line feed.
   *
   * @param eventTime milliseconds since the epoch
   */
  public String event(EventKind kind, long eventTime) {
    return switch (kind) {
      case QUERY -> query(eventTime);
      case SYSTEM -> system(eventTime);
      case CUSTOM -> custom(eventTime);
    };
  }

  /** A query audit of about 1.1 KB. */
  public String query(long eventTime) {
    String user = user();
    String team = pick(TEAMS);
    String table = pick(TABLES);
    boolean refused = random.nextInt(12) == 0;
    return """
        {"eventID":"QUERY-AUDIT-%s","eventTime":%d,"eventVersion":"1.0.0","eventSource":"warehouse-gateway",\
        "eventName":"warehouse-gateway:QueryAudit","userIdentity":{"type":"User","id":"%s","name":"%s","ip":"%s"},\
        "eventDetails":{"actor":{"id":"%s","email":"%s@%s.example.com","team":"%s","sessionId":"%s"},\
        "result":{"status":"%s","rows":%d,"bytes":%d,"durationMs":%d,"cacheHit":%b},\
        "query":{"id":"%s","fingerprint":"%016x","text":"%s","tables":["prod.%s.%s","prod.%s.%s"],"maskedColumns":["%s","%s"]},\
        "account":{"id":"%d","warehouse":"wh-%s-%d","region":"eu-central-1","purpose":"%s"}}}"""
        .formatted(
            uuid(),
            eventTime,
            uuid(),
            user,
            address(),
            uuid(),
            user,
            team,
            team,
            uuid(),
            refused ? "DENIED" : "SUCCESS",
            refused ? 0 : random.nextInt(2_000_000),
            refused ? 0 : random.nextLong(1L << 33),
            random.nextInt(90_000),
            random.nextBoolean(),
            uuid(),
            random.nextLong(),
            statement(team, table),
            team,
            table,
            pick(TEAMS),
            pick(TABLES),
            pick(COLUMNS),
            pick(COLUMNS),
            random.nextLong(100_000_000_000L, 999_999_999_999L),
            team,
            random.nextInt(64),
            pick(TEAMS));
  }

  private String system(long eventTime) {
    String category = pick(CATEGORIES);
    return """
        {"eventID":"%s","eventTime":%d,"eventVersion":"1.0.0","eventSource":"policy-engine","eventName":"policy-engine:%s",\
        "userIdentity":{"type":"User","id":"%s","name":"%s"},"category":"%s","responseCode":%d,\
        "%sAudit":{"policy":"%s","resource":"prod.%s.%s","limit":%d,"observed":%d,"address":"%s"}}"""
        .formatted(
            uuid(),
            eventTime,
            category,
            uuid(),
            user(),
            category,
            random.nextInt(20) == 0 ? 403 : 200,
            category,
            uuid(),
            pick(TEAMS),
            pick(TABLES),
            random.nextInt(10_000),
            random.nextInt(20_000),
            address());
  }

  private String custom(long eventTime) {
    return """
        {"eventType":"%s","eventID":"custom-audit-%s","eventTime":%d,"eventVersion":"1.0.0","eventSource":"web-app",\
        "eventName":"web-app:CustomAudit","userIdentity":{"type":"User","id":"%s","name":"%s"},\
        "eventDetails":"signed in from %s with %s","device":"%016x"}"""
        .formatted(
            pick(TYPES),
            uuid(),
            eventTime,
            uuid(),
            user(),
            address(),
            random.nextBoolean() ? "a passkey" : "a password and a code",
            random.nextLong());
  }

  private String statement(String team, String table) {
    return "SELECT %s, %s, sum(%s) FROM prod.%s.%s WHERE %s = '%s' AND created_at >= '2026-%02d-%02d' AND %s > %d GROUP BY 1, 2 ORDER BY 3 DESC LIMIT %d"
        .formatted(
            pick(COLUMNS),
            pick(COLUMNS),
            pick(COLUMNS),
            team,
            table,
            pick(COLUMNS),
            uuid(),
            1 + random.nextInt(12),
            1 + random.nextInt(28),
            pick(COLUMNS),
            random.nextInt(1_000_000),
            10 + random.nextInt(9_990));
  }

  private String user() {
    return pick(GIVEN) + "." + pick(FAMILY) + random.nextInt(1_000);
  }

  private String address() {
    return "10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  private UUID uuid() {
    long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
    long variant2 = (random.nextLong() >>> 2) | 0x8000000000000000L;
    return new UUID(version4, variant2);
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
