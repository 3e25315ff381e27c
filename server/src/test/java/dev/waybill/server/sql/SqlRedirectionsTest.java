package dev.waybill.server.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.waybill.export.Attempt;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.ExportConfigurations.Change;
import dev.waybill.export.ExportJob;
import dev.waybill.export.IntegrationChanges;
import dev.waybill.export.LinkedExports;
import dev.waybill.export.Redirection;
import dev.waybill.export.Samples;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.storage.Credentials;
import dev.waybill.storage.Location;
import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Encryption;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.S3Options;
import dev.waybill.tenant.TenantId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an integration and its exports when its destination changes. */
class SqlRedirectionsTest {
  private static final TenantId ACME = Samples.TENANT;
  private static final Instant NOW = Samples.NOW;
  private static final Instant LATER = NOW.plusSeconds(1);

  private final Tables tables;

  SqlRedirectionsTest(@TempDir Path folder) {
    tables = new Tables(folder);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @Test
  void movesTheDestinationWithAConfiguration() {
    ExportConfiguration created = tables.create(ACME, "first");
    Location second = Samples.location("second");
    Credentials secret = new Credentials.AccessKey("NEW", "SECRET");
    StorageIntegration before = integration(created);

    assertThat(move(created, second, Optional.of(secret))).isInstanceOf(Change.Done.class);

    StorageIntegration after = integration(created);
    assertThat(after.location()).isEqualTo(second);
    assertThat(after.revision()).isEqualTo(2);
    assertThat(after.externalId()).isEqualTo(before.externalId());
    assertThat(after.lastTest().succeeded()).as("nothing has been tested there").isFalse();
    assertThat(tables.integrations.credentials(ACME, after.id())).contains(secret);
  }

  @Test
  void aStaleMoveChangesNothing() {
    ExportConfiguration created = tables.create(ACME, "first");
    Tables.done(tables.configurations.update(Samples.withEnabled(created, true), LATER));
    StorageIntegration before = integration(created);

    assertThat(move(created, Samples.location("second"), Optional.of(new Credentials.None())))
        .isInstanceOf(Change.Conflict.class);

    assertThat(integration(created)).isEqualTo(before);
    assertThat(tables.integrations.credentials(ACME, before.id())).contains(Samples.CREDENTIALS);
  }

  @Test
  void aStaleChangeIsAConflictAlsoIfTheIntegrationItWasMadeWithIsGone() {
    ExportConfiguration created = tables.create(ACME, "first");
    ExportConfiguration other = tables.create(ACME, "second");
    Tables.done(
        tables.configurations.update(Samples.attached(created, other.integration()), LATER));

    assertThat(tables.configurations.update(Samples.withEnabled(created, false), LATER))
        .isInstanceOf(Change.Conflict.class);
  }

  @Test
  void aSharedDestinationIsNotMovedByOneOfItsExports() {
    ExportConfiguration created = tables.create(ACME, "first");
    Tables.done(link(Samples.configuration(integration(created))));
    S3Location first = (S3Location) integration(created).location();
    S3Location otherWay =
        new S3Location(first.bucket(), first.path(), first.region(), first.endpoint(), true);

    assertThat(move(created, Samples.location("second"), Optional.empty()))
        .isInstanceOf(Change.Conflict.class);
    assertThat(move(created, otherWay, Optional.empty())).isInstanceOf(Change.Done.class);
    assertThat(integration(created).location()).isEqualTo(otherWay);
  }

  @Test
  void aChangeDoesNotTakeBackWhatAnotherExportMadeOfTheirDestination() {
    ExportConfiguration first = tables.create(ACME, "first");
    ExportConfiguration second = Tables.done(link(Samples.configuration(integration(first))));
    StorageIntegration read = integration(first);
    S3Location location = (S3Location) read.location();
    S3Location encrypted =
        location.with(new S3Options(new S3Encryption.S3Managed(), Optional.empty(), false));
    Credentials secret = new Credentials.AccessKey("NEW", "SECRET");
    Tables.done(move(second, encrypted, Optional.of(secret)));
    StorageIntegration stored = integration(first);

    S3Location owned =
        location.with(
            new S3Options(new S3Encryption.BucketDefault(), Optional.of("111122223333"), false));
    assertThat(move(first, read, owned, Optional.empty())).isInstanceOf(Change.Conflict.class);
    assertThat(
            move(first, read, location, Optional.of(new Credentials.AccessKey("THIRD", "SECRET"))))
        .isInstanceOf(Change.Conflict.class);
    assertThat(move(first, read, location, Optional.empty()))
        .as("one that leaves the destination alone")
        .isInstanceOf(Change.Done.class);

    assertThat(integration(first)).isEqualTo(stored);
    assertThat(tables.integrations.credentials(ACME, stored.id())).contains(secret);
  }

  @Test
  void otherOptionsAreNoOtherPlace() {
    ExportConfiguration created = tables.create(ACME, "first");
    Tables.done(link(Samples.configuration(integration(created))));
    ExportJob job = Samples.job(created, Samples.stream(created));
    tables.ledger.plan(job, NOW, LATER);
    Attempt attempt = tables.ledger.claim(job.id(), NOW, NOW, LATER).orElseThrow();
    S3Location encrypted =
        ((S3Location) integration(created).location())
            .with(
                new S3Options(
                    new S3Encryption.Kms("alias/audit", false), Optional.of("111122223333"), true));

    Tables.done(move(created, encrypted, Optional.empty()));

    assertThat(integration(created).location()).isEqualTo(encrypted);
    assertThat(integration(created).revision()).isEqualTo(2);
    assertThat(tables.database.<Boolean>read(tx -> Fence.isAtItsPlace(tx, attempt)))
        .as("the attempt goes on")
        .isTrue();
  }

  @Test
  void whatWasLearnedOfAStoreIsNoMove() {
    ExportConfiguration created = tables.create(ACME, "first");
    StorageIntegration before = integration(created);
    S3Location learned =
        ((S3Location) before.location()).with(S3Abilities.UNKNOWN.with(ConditionalPuts.IGNORED));
    assertThat(
            tables.integrations.recordTest(
                ACME, before.id(), before.revision(), before.lastTest(), Optional.of(learned)))
        .isTrue();

    assertThat(move(created, before.location(), Optional.empty())).isInstanceOf(Change.Done.class);

    assertThat(integration(created).location()).isEqualTo(learned);
    assertThat(integration(created).revision()).isEqualTo(before.revision());
  }

  @Test
  void whatIsNamedAfterItsDestinationFollowsThatInItsName() {
    String old = Samples.location("old").toString();
    StorageIntegration unnamed = create("old", old);
    ExportConfiguration likeIt = link(unnamed, old);
    ExportConfiguration named = link(unnamed, "mine");
    StorageIntegration archive = create("old", "archive");
    ExportConfiguration elsewhere = link(archive, old + "/2");

    String moved = Samples.location("new").toString();
    assertThat(redirect(unnamed, "new").name()).isEqualTo(moved);
    assertThat(redirect(archive, "new").name()).isEqualTo("archive");
    assertThat(tables.configurations.list(ACME))
        .extracting(ExportConfiguration::id, ExportConfiguration::name)
        .containsExactlyInAnyOrder(
            tuple(likeIt.id(), moved),
            tuple(named.id(), "mine"),
            tuple(elsewhere.id(), old + "/2"));
  }

  private StorageIntegration create(String bucket, String name) {
    StorageIntegration integration = Samples.integration(ACME, Samples.location(bucket));
    StorageIntegration named =
        new StorageIntegration(
            integration.id(),
            ACME,
            name,
            integration.location(),
            integration.externalId(),
            integration.lastTest(),
            1,
            NOW,
            NOW);
    tables.add(named, Samples.CREDENTIALS);
    return named;
  }

  private ExportConfiguration link(StorageIntegration integration, String name) {
    ExportConfiguration export = Samples.configuration(integration);
    ExportConfiguration named =
        new ExportConfiguration(
            export.id(),
            ACME,
            name,
            integration.id(),
            export.interval(),
            export.selection(),
            export.output(),
            export.startFrom(),
            true,
            1,
            NOW,
            NOW);
    return Tables.done(link(named));
  }

  private Change move(ExportConfiguration created, Location to, Optional<Credentials> credentials) {
    return move(created, integration(created), to, credentials);
  }

  private Change move(
      ExportConfiguration created,
      StorageIntegration read,
      Location to,
      Optional<Credentials> credentials) {
    return tables.configurations.update(
        Samples.withEnabled(created, true),
        new Redirection(read, Samples.CREDENTIALS, to, credentials.orElse(Samples.CREDENTIALS)),
        NOW);
  }

  private StorageIntegration integration(ExportConfiguration of) {
    return tables.integrations.find(ACME, of.integration()).orElseThrow();
  }

  private Change link(ExportConfiguration configuration) {
    return tables.configurations.create(
        configuration, Samples.stream(configuration), NOW, Optional.empty());
  }

  private StorageIntegration redirect(StorageIntegration before, String bucket) {
    Redirection change =
        new Redirection(before, Samples.CREDENTIALS, Samples.location(bucket), Samples.CREDENTIALS);
    assertThat(tables.integrationChanges.redirect(change, LinkedExports.UPDATE, NOW))
        .isInstanceOf(IntegrationChanges.Change.Done.class);
    return tables.integrations.find(ACME, before.id()).orElseThrow();
  }
}
