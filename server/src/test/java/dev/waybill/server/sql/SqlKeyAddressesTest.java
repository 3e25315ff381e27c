package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Samples;
import dev.waybill.server.audit.AuditOutbox.Waiting;
import dev.waybill.server.audit.KeyAddresses;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlKeyAddressesTest {
  private static final Instant NOW = Samples.NOW;

  private final Tables tables;
  private final SqlKeyAddresses addresses;
  private final SqlAuditOutbox outbox;
  private final ApiKey key;

  SqlKeyAddressesTest(@TempDir Path folder) {
    tables = new Tables(folder);
    addresses = new SqlKeyAddresses(tables.database);
    outbox = new SqlAuditOutbox(tables.database);
    tables.tenants.upsert(Samples.TENANT, "Acme", NOW);
    key =
        tables.apiKeys.issue(Optional.of(Samples.TENANT), "ci", Set.of(Permission.READ), NOW).key();
    outbox.remove(outbox.oldest(10).stream().map(Waiting::id).toList());
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void anAddressIsNewOnce() {
    addresses.used(key, "192.0.2.1", NOW);
    addresses.used(key, "192.0.2.1", NOW.plusSeconds(1));
    addresses.used(key, "192.0.2.2", NOW);

    List<Waiting> recorded = outbox.oldest(10);
    assertThat(recorded)
        .hasSize(2)
        .allSatisfy(one -> assertThat(one.tenant()).isEqualTo(Samples.TENANT));
    assertThat(recorded.getFirst().event())
        .contains("\"eventName\":\"KeyUsedFromNewAddress\"", "\"address\":\"192.0.2.1\"");
  }

  @Test
  void anAddressIsNewAgainAfterNinetyDays() {
    addresses.used(key, "192.0.2.1", NOW);
    Instant later = NOW.plus(Duration.ofDays(89));
    addresses.used(key, "192.0.2.1", later);
    addresses.used(key, "192.0.2.1", later.plus(Duration.ofDays(89)));
    assertThat(outbox.oldest(10)).as("in use all the time").hasSize(1);

    addresses.used(key, "192.0.2.1", later.plus(Duration.ofDays(179)));
    assertThat(outbox.oldest(10)).hasSize(2);
  }

  @Test
  void theAddressesThatWereUsedLastAreKept() {
    addresses.used(key, "first", NOW.plusSeconds(1_000));
    for (int i = 0; i < 2 * KeyAddresses.KEPT; i++) {
      addresses.used(key, "a" + i, NOW.plusSeconds(i));
    }
    assertThat(tables.count("key_addresses")).isEqualTo(KeyAddresses.KEPT);
    assertThat(tables.count("key_addresses WHERE address IN ('first', 'a199')")).isEqualTo(2);
  }

  @Test
  void aPlatformKeysAddressesAreTheOperators() {
    ApiKey platform =
        tables.apiKeys.issue(Optional.empty(), "ci", Set.of(Permission.OPERATOR), NOW).key();
    addresses.used(platform, "192.0.2.1", NOW);

    assertThat(outbox.oldest(10)).extracting(Waiting::tenant).containsOnly(TenantId.OPERATORS);
  }

  @Test
  void aKeyThatIsGoneHasNone() {
    addresses.used(key, "192.0.2.1", NOW);
    tables.tenants.delete(Samples.TENANT);
    addresses.used(key, "192.0.2.1", NOW);

    assertThat(tables.count("key_addresses")).isZero();
  }

  @Test
  void aKeyIsRecognisedAfterItsEnd() {
    var issued =
        tables.apiKeys.issue(Optional.of(Samples.TENANT), "old", Set.of(Permission.READ), NOW);
    tables.apiKeys.revoke(issued.key().id(), NOW);

    assertThat(tables.apiKeys.authenticate(issued.secret())).isEmpty();
    assertThat(tables.apiKeys.recognise(issued.secret())).contains(issued.key());
    assertThat(tables.apiKeys.recognise("wb_nonsense")).isEmpty();
  }
}
