package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Samples;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.Person;
import dev.waybill.tenant.Session;
import dev.waybill.tenant.Sessions.Started;
import dev.waybill.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlSessionsTest {
  private static final Instant NOW = Samples.NOW;
  private static final Instant END = NOW.plus(Duration.ofHours(8));
  private static final Duration IDLE = Duration.ofHours(1);
  private static final TenantId ACME = new TenantId("acme");

  private final Path folder;
  private final Tables tables;

  SqlSessionsTest(@TempDir Path folder) {
    this.folder = folder;
    tables = new Tables(folder);
    tables.tenants.upsert(ACME, "Acme", NOW);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void findsASessionByItsToken() {
    Started started = start(Optional.of(ACME));
    Started operators = start(Optional.empty());

    assertThat(started.token()).matches("wbs_[A-Za-z0-9_-]{43}");
    assertThat(find(started, NOW)).contains(started.session());
    assertThat(find(operators, NOW)).contains(operators.session());
    assertThat(started.session().expiresAt()).isEqualTo(END);
  }

  @Test
  void knowsNoOtherToken() {
    String token = start(Optional.of(ACME)).token();
    String other =
        token.substring(0, 10) + (token.charAt(10) == 'a' ? 'b' : 'a') + token.substring(11);

    assertThat(tables.sessions.find(other, NOW, IDLE)).isEmpty();
    assertThat(tables.sessions.find("", NOW, IDLE)).isEmpty();
    assertThat(tables.sessions.find(token + "a", NOW, IDLE)).isEmpty();
  }

  @Test
  void storesAndShowsNoToken() throws IOException {
    Started started = start(Optional.of(ACME));

    assertThat(started.toString()).doesNotContain(started.token());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(started.token().substring(4));
      }
    }
  }

  @Test
  void endsAtItsEndThoughItIsUsed() {
    Started started = start(Optional.of(ACME));
    for (Instant at = NOW; at.isBefore(END); at = at.plus(Duration.ofMinutes(30))) {
      assertThat(find(started, at)).as(at.toString()).isPresent();
    }

    assertThat(find(started, END.minusMillis(1))).isPresent();
    assertThat(find(started, END)).isEmpty();
  }

  @Test
  void endsWhenItIsNotUsed() {
    Started started = start(Optional.of(ACME));
    Instant used = NOW.plus(Duration.ofMinutes(50));
    assertThat(find(started, used)).isPresent();

    assertThat(find(started, used.plus(IDLE).minusMillis(1))).isPresent();
    assertThat(find(started, used.plus(IDLE.multipliedBy(2)))).isEmpty();
  }

  @Test
  void isNotWrittenForEachRequest() {
    Started started = start(Optional.of(ACME));
    long before = tables.database.commits();
    for (int second = 0; second < 60; second++) {
      assertThat(find(started, NOW.plusSeconds(second))).isPresent();
    }
    assertThat(tables.database.commits()).isEqualTo(before);

    find(started, NOW.plusSeconds(61));
    find(started, NOW.plusSeconds(62));

    assertThat(tables.database.commits()).isEqualTo(before + 1);
    assertThat(find(started, NOW.plusSeconds(63)).orElseThrow().lastSeen())
        .isEqualTo(NOW.plusSeconds(61));
  }

  @Test
  void endsAtOnce() {
    Started started = start(Optional.of(ACME));
    Started other = start(Optional.of(ACME));

    assertThat(tables.sessions.end(started.token(), NOW)).contains(started.session());

    assertThat(tables.sessions.end(started.token(), NOW)).isEmpty();
    assertThat(find(started, NOW)).isEmpty();
    assertThat(find(other, NOW)).isPresent();
  }

  @Test
  void nothingIsWrittenToEndWhatIsNoSession() {
    String token = start(Optional.of(ACME)).token();
    String ended = start(Optional.of(ACME)).token();
    tables.sessions.end(ended, NOW);
    long before = tables.database.commits();

    assertThat(tables.sessions.end("", NOW)).isEmpty();
    assertThat(tables.sessions.end(token + "a", NOW)).isEmpty();
    assertThat(tables.sessions.end(ended, NOW)).isEmpty();

    assertThat(tables.database.commits()).isEqualTo(before);
  }

  @Test
  void endsWithItsTenant() {
    Started started = start(Optional.of(ACME));

    tables.tenants.delete(ACME);
    tables.tenants.upsert(ACME, "Acme", NOW);

    assertThat(find(started, NOW)).isEmpty();
    assertThat(tables.count("sessions")).isZero();
  }

  @Test
  void endsWhenItsTenantIsSuspended() {
    Started started = start(Optional.of(ACME));
    Started operators = start(Optional.empty());

    tables.tenants.setSuspended(ACME, true, NOW);
    tables.tenants.setSuspended(ACME, false, NOW);

    assertThat(find(started, NOW)).isEmpty();
    assertThat(find(operators, NOW)).isPresent();
  }

  @Test
  void doesNotStartForATenantThatIsNotThereOrSuspended() {
    assertThat(tables.sessions.start(person(Optional.of(new TenantId("x"))), NOW, END)).isEmpty();
    tables.tenants.setSuspended(ACME, true, NOW);
    assertThat(tables.sessions.start(person(Optional.of(ACME)), NOW, END)).isEmpty();
  }

  @Test
  void allEndTogetherOrThoseOfATenant() {
    Started acmes = start(Optional.of(ACME));
    Started operators = start(Optional.empty());

    assertThat(tables.sessions.endAll(Optional.of(new TenantId("x")))).isZero();
    assertThat(tables.sessions.endAll(Optional.of(ACME))).isEqualTo(1);
    assertThat(find(acmes, NOW)).isEmpty();
    assertThat(find(operators, NOW)).isPresent();
    assertThat(tables.sessions.endAll(Optional.empty())).isEqualTo(1);
    assertThat(find(operators, NOW)).isEmpty();
  }

  @Test
  void nothingIsLeftOfThosePastTheirEnd() {
    start(Optional.of(ACME));

    Duration idle = Duration.ofDays(1);
    assertThat(tables.sessions.removeExpired(END.minusMillis(1), idle)).isZero();
    assertThat(tables.sessions.removeExpired(END, idle)).isEqualTo(1);
    assertThat(tables.count("sessions")).isZero();
  }

  @Test
  void nothingIsLeftOfThoseThatWereNotUsed() {
    start(Optional.of(ACME));

    assertThat(tables.sessions.removeExpired(NOW.plus(IDLE).minusMillis(1), IDLE)).isZero();
    assertThat(tables.sessions.removeExpired(NOW.plus(IDLE), IDLE)).isEqualTo(1);
    assertThat(tables.count("sessions")).isZero();
  }

  @Test
  void aPersonHasTheNewestTwenty() {
    Started others =
        tables
            .sessions
            .start(
                new Person(
                    "https://id.example.com",
                    "43",
                    "Bob",
                    Optional.of(ACME),
                    Set.of(Permission.READ),
                    UUID.randomUUID()),
                NOW,
                END)
            .orElseThrow();
    List<Started> all = new ArrayList<>();
    for (int second = 0; second < 22; second++) {
      Instant at = NOW.plusSeconds(second);
      all.add(tables.sessions.start(person(Optional.of(ACME)), at, END).orElseThrow());
    }

    assertThat(all.subList(0, 2)).allSatisfy(old -> assertThat(find(old, NOW)).isEmpty());
    assertThat(all.subList(2, 22)).allSatisfy(kept -> assertThat(find(kept, NOW)).isPresent());
    assertThat(find(others, NOW)).isPresent();
  }

  private Optional<Session> find(Started started, Instant now) {
    return tables.sessions.find(started.token(), now, IDLE);
  }

  private Started start(Optional<TenantId> tenant) {
    return tables.sessions.start(person(tenant), NOW, END).orElseThrow();
  }

  private static Person person(Optional<TenantId> tenant) {
    return new Person(
        "https://id.example.com",
        "42",
        "Ada",
        tenant,
        tenant.isPresent()
            ? Set.of(Permission.AUDIT, Permission.READ)
            : Set.of(Permission.OPERATOR),
        UUID.randomUUID());
  }
}
