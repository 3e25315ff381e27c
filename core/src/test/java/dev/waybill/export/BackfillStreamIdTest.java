package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.format.Compression;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The ids that backfills have had so far must stay theirs. */
class BackfillStreamIdTest {
  private static final PinnedSettings SETTINGS =
      new PinnedSettings(3, Selection.ALL, OutputSettings.DEFAULT, "jdk-6", 2048, 4096, 24);

  @Test
  void keepsItsGoldenValues() {
    assertThat(BackfillStreamId.derive(request("", 0, 100, SETTINGS), "0", 0))
        .hasToString("adc9e394-ca9a-45eb-8236-ada24e4fbb6d");
    PinnedSettings narrow =
        new PinnedSettings(
            12,
            new Selection(
                Set.of(EventKind.SYSTEM, EventKind.QUERY), Set.of("login", "café", "access")),
            new OutputSettings(Compression.ZSTD, Layout.PLAIN_HOURLY, false),
            "zstd-1.5.7-3",
            1 << 20,
            256L << 20,
            12);
    assertThat(BackfillStreamId.derive(request("again/2026", 7, 1L << 49, narrow), "2512", 3))
        .hasToString("bff6e671-fe6f-4749-94c1-af11af24a4a4");
  }

  @Test
  void isARandomUuidByItsForm() {
    for (int counter = 0; counter < 100; counter++) {
      UUID id = BackfillStreamId.derive(request("", 0, 100, SETTINGS), "0", counter).value();
      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void everythingThatShapesADeliveryChangesIt() {
    BackfillRequest request = request("", 0, 100, SETTINGS);
    PinnedSettings other =
        new PinnedSettings(3, Selection.ALL, OutputSettings.DEFAULT, "jdk-6", 2048, 4097, 24);
    List<StreamId> ids =
        Stream.of(
                request,
                request("a", 0, 100, SETTINGS),
                request("", 1, 100, SETTINGS),
                request("", 0, 101, SETTINGS),
                request("", 0, 100, other))
            .map(each -> BackfillStreamId.derive(each, "0", 0))
            .toList();

    assertThat(Set.copyOf(ids)).hasSize(5);
    assertThat(ids)
        .doesNotContain(
            BackfillStreamId.derive(request, "1", 0), BackfillStreamId.derive(request, "0", 1));
    assertThat(BackfillStreamId.derive(request, "0", 0)).isEqualTo(ids.getFirst());
  }

  private static BackfillRequest request(
      String prefix, long from, long to, PinnedSettings settings) {
    return new BackfillRequest(
        new TenantId("acme"),
        new ConfigurationId(UUID.fromString("0b0c2a3e-4f5d-4a6b-8c7d-9e0f1a2b3c4d")),
        new StoragePath(prefix),
        1_000,
        2_000,
        new Range(new Position(from), new Position(to)),
        settings);
  }
}
