package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.export.Samples;
import dev.waybill.fault.InvalidInput;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.ApiKeys.Issued;
import dev.waybill.tenant.ApiKeys.Revocation;
import dev.waybill.tenant.CountQuotas;
import dev.waybill.tenant.IngestRate;
import dev.waybill.tenant.KeyLimitException;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import dev.waybill.tenant.TenantQuotas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlApiKeysTest {
  private static final Instant NOW = Samples.NOW;
  private static final TenantId ACME = new TenantId("acme");

  private final Path folder;
  private final Tables tables;

  SqlApiKeysTest(@TempDir Path folder) {
    this.folder = folder;
    tables = new Tables(folder);
    tables.tenants.upsert(ACME, "Acme", NOW);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void makesNoMoreKeysThanTheTenantMayHave() {
    CountQuotas counts = new CountQuotas(Optional.empty(), Optional.empty(), Optional.of(2));
    tables.tenants.setQuotas(
        ACME,
        new TenantQuotas(
            Optional.empty(), Optional.empty(), Optional.empty(), IngestRate.NONE, counts),
        NOW);
    Issued first = issue(Permission.READ);
    issue(Permission.READ);

    assertThatThrownBy(() -> issue(Permission.READ))
        .isInstanceOf(KeyLimitException.class)
        .hasMessage("The tenant has 2 API keys, which is the limit: revoke one first.");

    assertThat(tables.apiKeys.list(Optional.of(ACME))).hasSize(2);
    assertThat(tables.apiKeys.revoke(first.key().id(), NOW)).isEqualTo(Revocation.REVOKED);
    assertThat(tables.apiKeys.authenticate(issue(Permission.READ).secret())).isPresent();
  }

  @Test
  void authenticatesAKeyByItsSecret() {
    Issued issued = issue(Permission.INGEST, Permission.AUDIT);

    assertThat(tables.apiKeys.authenticate(issued.secret())).contains(issued.key());
    assertThat(issued.key().permissions())
        .containsExactlyInAnyOrder(Permission.INGEST, Permission.AUDIT);
    assertThat(issued.secret()).startsWith(issued.key().prefix());
    assertThat(issued.key().prefix()).hasSize(8);
    assertThat(
            new SqlApiKeys(tables.database, new SecureRandom(), tables.time)
                .authenticate(issued.secret()))
        .contains(issued.key());
  }

  @Test
  void knowsNoOtherSecret() {
    issue(Permission.INGEST);

    assertThat(tables.apiKeys.authenticate(KeySecrets.draw(new SecureRandom()))).isEmpty();
    assertThat(tables.apiKeys.authenticate("")).isEmpty();
  }

  @Test
  void handsASecretOverBeforeTheKeyIsThere() {
    List<String> handedOver = new ArrayList<>();

    tables.apiKeys.issue(
        Optional.empty(),
        "first",
        Set.of(Permission.OPERATOR),
        NOW,
        secret -> {
          assertThat(tables.apiKeys.authenticate(secret)).isEmpty();
          handedOver.add(secret);
        });

    assertThat(tables.apiKeys.authenticate(handedOver.getFirst())).isPresent();
  }

  @Test
  void makesNoKeyWhoseSecretCannotBeHandedOver() {
    assertThatThrownBy(
            () ->
                tables.apiKeys.issue(
                    Optional.empty(),
                    "first",
                    Set.of(Permission.OPERATOR),
                    NOW,
                    _ -> {
                      throw new UncheckedIOException(new IOException("the disk is full"));
                    }))
        .isInstanceOf(UncheckedIOException.class);

    assertThat(tables.apiKeys.list(Optional.empty())).isEmpty();
  }

  @Test
  void storesNoSecret() throws IOException {
    String secret = issue(Permission.INGEST).secret();

    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(secret.substring(8));
      }
    }
  }

  @Test
  void endsARevokedKeyAtOnceThoughItIsRemembered() {
    Issued issued = issue(Permission.INGEST);
    assertThat(tables.apiKeys.authenticate(issued.secret())).isPresent();

    assertThat(tables.apiKeys.revoke(issued.key().id(), NOW)).isEqualTo(Revocation.REVOKED);

    assertThat(tables.apiKeys.authenticate(issued.secret())).isEmpty();
    assertThat(tables.apiKeys.list(Optional.of(ACME))).isEmpty();
    assertThat(tables.apiKeys.revoke(issued.key().id(), NOW)).isEqualTo(Revocation.NOT_FOUND);
    assertThat(tables.apiKeys.revoke(UUID.randomUUID(), NOW)).isEqualTo(Revocation.NOT_FOUND);
  }

  @Test
  void endsAKeyThoughWhatFollowsTheCommitFails() {
    Issued revoked = issue(Permission.INGEST);
    Issued replaced = issue(Permission.INGEST);
    assertThat(tables.apiKeys.authenticate(revoked.secret())).isPresent();
    assertThat(tables.apiKeys.authenticate(replaced.secret())).isPresent();
    tables.failAfterCommits();

    assertThatThrownBy(() -> tables.apiKeys.revoke(revoked.key().id(), NOW))
        .hasMessage("after the commit");
    assertThatThrownBy(
            () -> tables.apiKeys.rotate(replaced.key().id(), Duration.ZERO, Optional.empty(), NOW))
        .hasMessage("after the commit");

    assertThat(tables.apiKeys.authenticate(revoked.secret())).isEmpty();
    assertThat(tables.apiKeys.authenticate(replaced.secret())).isEmpty();
  }

  @Test
  void noLookUpBringsBackAKeyThatIsBeingRevoked() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 50; round++) {
        Issued issued = issue(Permission.INGEST);
        AtomicBoolean revoked = new AtomicBoolean();
        Future<Boolean> seenAfterwards =
            threads.submit(
                () -> {
                  while (true) {
                    boolean over = revoked.get();
                    boolean valid = tables.apiKeys.authenticate(issued.secret()).isPresent();
                    if (over || !valid) {
                      return over && valid;
                    }
                  }
                });
        assertThat(tables.apiKeys.revoke(issued.key().id(), NOW)).isEqualTo(Revocation.REVOKED);
        revoked.set(true);
        assertThat(seenAfterwards.get()).isFalse();
        assertThat(tables.apiKeys.authenticate(issued.secret())).isEmpty();
      }
    }
  }

  @Test
  void listsATenantsOrThePlatformsKeysOldestFirst() {
    TenantId other = new TenantId("other");
    tables.tenants.upsert(other, "Other", NOW);
    ApiKey second =
        tables.apiKeys.issue(Optional.of(ACME), "b", Set.of(), NOW.plusSeconds(1)).key();
    ApiKey first = issue(Permission.READ).key();
    ApiKey others = tables.apiKeys.issue(Optional.of(other), "c", Set.of(), NOW).key();
    ApiKey platforms =
        tables.apiKeys.issue(Optional.empty(), "d", Set.of(Permission.OPERATOR), NOW).key();

    assertThat(tables.apiKeys.list(Optional.of(ACME))).containsExactly(first, second);
    assertThat(tables.apiKeys.list(Optional.of(other))).containsExactly(others);
    assertThat(tables.apiKeys.list(Optional.empty())).containsExactly(platforms);
  }

  @Test
  void refusesAKeyForATenantThatDoesNotExist() {
    assertThatThrownBy(
            () -> tables.apiKeys.issue(Optional.of(new TenantId("no")), "x", Set.of(), NOW))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("There is no tenant no.");
  }

  private Issued issue(Permission... permissions) {
    return tables.apiKeys.issue(Optional.of(ACME), "a", Set.of(permissions), NOW);
  }
}
