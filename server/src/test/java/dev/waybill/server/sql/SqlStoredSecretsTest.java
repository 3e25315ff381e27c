package dev.waybill.server.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Samples;
import dev.waybill.server.secrets.Ciphertext;
import dev.waybill.server.secrets.SecretBinding;
import dev.waybill.server.secrets.SecretBinding.DestinationCredentials;
import dev.waybill.server.secrets.SecretBinding.SigningKey;
import dev.waybill.server.secrets.StoredSecrets.Sealed;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlStoredSecretsTest {
  private static final Instant LATER = Samples.NOW.plusSeconds(1);
  private static final String OTHER = "7";

  private final Tables tables;
  private final SqlStoredSecrets secrets;

  SqlStoredSecretsTest(@TempDir Path folder) {
    tables = new Tables(folder);
    secrets = new SqlStoredSecrets(tables.database);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void recordsAKeyOnce() {
    assertThat(secrets.keys()).isEmpty();

    secrets.record("2", Samples.NOW);
    secrets.record("1", LATER);
    secrets.record("2", LATER);

    assertThat(secrets.keys()).containsExactly("2", "1");
  }

  @Test
  void findsEverySecretPageByPageAndNoneTwice() {
    List<SecretBinding> expected = new ArrayList<>();
    for (TenantId tenant : List.of(Samples.TENANT, new TenantId("other"))) {
      for (int number = 0; number < 4; number++) {
        ExportConfiguration made = tables.create(tenant, "bucket-" + number);
        expected.add(new DestinationCredentials(tenant, made.integration().value()));
      }
    }
    SqlSigningKeys signing = signingKeys();
    signing.rotate(LATER);
    signing.list().forEach(key -> expected.add(new SigningKey(key.id())));

    List<SecretBinding> found = new ArrayList<>();
    Optional<SecretBinding> after = Optional.empty();
    List<Sealed> page = secrets.encryptedOtherwise(OTHER, after, 3);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      page.forEach(stored -> found.add(stored.binding()));
      page = secrets.encryptedOtherwise(OTHER, Optional.of(found.getLast()), 3);
    }

    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(secrets.encryptedOtherwise(tables.secretKey.id(), Optional.empty(), 3)).isEmpty();
  }

  @Test
  void findsWhatIsDeletedButNotYetForgottenAndNothingWithoutASecret() {
    ExportConfiguration ending = tables.create(Samples.TENANT, "ending");
    tables.delete(Samples.TENANT, ending.id());
    assertThat(secrets.encryptedOtherwise(OTHER, Optional.empty(), 3)).hasSize(1);

    tables.endStreams();

    assertThat(secrets.encryptedOtherwise(OTHER, Optional.empty(), 3)).isEmpty();
  }

  @Test
  void replacesWhatIsAsItWasRead() {
    ExportConfiguration made = tables.create(Samples.TENANT, "archive");
    signingKeys();
    List<Sealed> read = new ArrayList<>(secrets.encryptedOtherwise(OTHER, Optional.empty(), 9));
    read.addAll(secrets.encryptedOtherwise(OTHER, Optional.of(read.getLast().binding()), 9));
    assertThat(read).hasSize(2);
    List<Sealed> anew = read.stream().map(this::encryptedAnew).toList();

    assertThat(secrets.replace(read, anew)).isEqualTo(2);

    assertThat(tables.integrations.credentials(Samples.TENANT, made.integration()))
        .contains(Samples.CREDENTIALS);
    assertThat(signingKeys().list()).hasSize(1);
    assertThat(secrets.encryptedOtherwise(OTHER, Optional.empty(), 9))
        .containsExactly(anew.getFirst());
    assertThat(secrets.replace(read, anew)).as("it is not as it was").isZero();
  }

  @Test
  void leavesAloneWhatWasChangedOrDeletedSinceItWasRead() {
    ExportConfiguration changed = tables.create(Samples.TENANT, "changed");
    ExportConfiguration deleted = tables.create(Samples.TENANT, "deleted");
    ExportConfiguration same = tables.create(Samples.TENANT, "same");
    List<Sealed> read = secrets.encryptedOtherwise(OTHER, Optional.empty(), 9);
    AccessKey next = new AccessKey("AK2", "SK2");
    tables.database.run(
        tx ->
            tables
                .integrationRows
                .credentials()
                .store(
                    tx,
                    tables
                        .integrationRows
                        .find(tx, Samples.TENANT, changed.integration())
                        .orElseThrow(),
                    next,
                    LATER));
    tables.delete(Samples.TENANT, deleted.id());
    tables.endStreams();

    assertThat(secrets.replace(read, read.stream().map(this::encryptedAnew).toList())).isOne();

    assertThat(tables.integrations.credentials(Samples.TENANT, changed.integration()))
        .contains(next);
    assertThat(tables.integrations.credentials(Samples.TENANT, same.integration()))
        .contains(Samples.CREDENTIALS);
    assertThat(secrets.encryptedOtherwise(OTHER, Optional.empty(), 9)).hasSize(2);
  }

  @Test
  void forgetsNoKeyThatASecretNeeds() {
    String current = tables.secretKey.id();
    secrets.record(current, Samples.NOW);
    secrets.record(OTHER, LATER);
    signingKeys();

    assertThat(secrets.forgetOthers(OTHER)).isFalse();
    assertThat(secrets.keys()).containsExactly(current, OTHER);
    assertThat(secrets.forgetOthers(current)).isTrue();
    assertThat(secrets.keys()).containsExactly(current);
  }

  @Test
  void tellsWhichKeysAreNeeded() {
    List<String> keys = List.of(tables.secretKey.id(), OTHER);
    assertThat(tables.database.<List<String>>read(tx -> SqlStoredSecrets.needed(tx, keys)))
        .isEmpty();

    tables.create(Samples.TENANT, "archive");

    assertThat(tables.database.<List<String>>read(tx -> SqlStoredSecrets.needed(tx, keys)))
        .containsExactly(tables.secretKey.id());
  }

  private Sealed encryptedAnew(Sealed old) {
    byte[] clear = tables.secretKey.decrypt(old.ciphertext().bytes(), old.binding());
    assertThat(new String(clear, UTF_8)).isNotEmpty();
    return new Sealed(old.binding(), Ciphertext.of(tables.secretKey.encrypt(clear, old.binding())));
  }

  private SqlSigningKeys signingKeys() {
    return SqlSigningKeys.open(
        tables.database, new SigningKeyRows(tables.secretKey), new SecureRandom(), Samples.NOW);
  }
}
