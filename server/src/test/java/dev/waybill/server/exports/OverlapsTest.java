package dev.waybill.server.exports;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.export.ConfigurationId;
import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.Samples;
import dev.waybill.export.Selection;
import dev.waybill.integration.StorageIntegration;
import dev.waybill.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverlapsTest {
  private static final TenantId ACME = new TenantId("acme");

  private final StorageIntegration integration =
      Samples.integration(ACME, Samples.location("bucket"));

  @Test
  void namesTheOtherAndTheKindsThatBothDeliver() {
    ExportConfiguration all = export(Selection.ALL);
    ExportConfiguration queries = export(kinds(EventKind.QUERY));

    Map<ConfigurationId, List<String>> warnings = among(List.of(all, queries));

    assertThat(warnings.get(all.id()))
        .containsExactly(
            "Events of kind QUERY are delivered to the same place by the export 'all events' ("
                + queries.id()
                + ") too.");
    assertThat(warnings.get(queries.id())).hasSize(1).first().asString().contains(all.id() + "");
  }

  @Test
  void saysNothingOfExportsThatShareNoEvent() {
    ExportConfiguration other =
        Samples.configuration(Samples.integration(ACME, Samples.location("another")));

    assertThat(
            among(
                List.of(
                    other,
                    export(kinds(EventKind.QUERY)),
                    export(new Selection(Set.of(EventKind.SYSTEM), Set.of("a"))),
                    export(new Selection(Set.of(EventKind.SYSTEM), Set.of("b"))))))
        .isEmpty();
  }

  @Test
  void namesAFewOfManyAndCountsTheRest() {
    List<ExportConfiguration> many =
        IntStream.range(0, 1_000).mapToObj(_ -> export(Selection.ALL)).toList();

    Map<ConfigurationId, List<String>> warnings = among(many);

    assertThat(warnings).hasSize(1_000);
    assertThat(warnings.get(many.getFirst().id()))
        .hasSize(6)
        .last()
        .isEqualTo(
            "Events are delivered to the same place by 994 more of the exports that share this"
                + " storage integration.");
    assertThat(warnings.get(many.getLast().id()))
        .first()
        .asString()
        .contains(many.getFirst().id().toString());
    assertThat(warnings.get(many.getFirst().id()))
        .noneMatch(sentence -> sentence.contains(many.getFirst().id().toString()));
  }

  @Test
  void countsNoneIfAllAreNamed() {
    List<ExportConfiguration> six =
        IntStream.range(0, 6).mapToObj(_ -> export(Selection.ALL)).toList();

    assertThat(among(six).get(six.getFirst().id()))
        .hasSize(5)
        .noneMatch(sentence -> sentence.contains("more of"));
  }

  @Test
  void comparesAnExportWithTheFewAloneThatItNames() {
    List<ExportConfiguration> many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> export(new Selection(Set.of(), Set.of("category " + i))))
            .toList();
    var comparisons = new AtomicInteger();

    Map<ConfigurationId, List<String>> warnings =
        Overlaps.among(
            many,
            ids(many),
            (one, other) -> {
              comparisons.incrementAndGet();
              return Overlaps.shared(one, other);
            });

    assertThat(comparisons).hasValue(5 * many.size());
    assertThat(warnings).containsOnlyKeys(ids(many));
    assertThat(warnings.values()).allSatisfy(sentences -> assertThat(sentences).hasSize(6));
  }

  @Test
  void answersForTheExportsThatAreAskedForAlone() {
    List<ExportConfiguration> many =
        IntStream.range(0, 10).mapToObj(_ -> export(Selection.ALL)).toList();
    List<ExportConfiguration> asked = List.of(many.get(3), many.get(7));

    assertThat(Overlaps.among(many, ids(asked))).containsOnlyKeys(ids(asked));
  }

  @Test
  void findsWhatAComparisonOfEachWithEachFinds() {
    var random = new Random(1);
    for (int round = 0; round < 200; round++) {
      List<Selection> selections =
          IntStream.range(0, 12)
              .mapToObj(
                  _ ->
                      new Selection(
                          some(random, List.of(EventKind.values())),
                          some(random, List.of("a", "b", "c"))))
              .toList();
      var linked = new LinkedSelections(selections);
      for (int i = 0; i < selections.size(); i++) {
        int one = i;
        assertThat(linked.others(one).stream())
            .as("%s among %s", one, selections)
            .containsExactlyElementsOf(
                IntStream.range(0, selections.size())
                    .filter(other -> other != one)
                    .filter(
                        other ->
                            !Overlaps.shared(selections.get(one), selections.get(other)).isEmpty())
                    .boxed()
                    .toList());
      }
    }
  }

  private static <T> Set<T> some(Random random, List<T> all) {
    return all.stream().filter(_ -> random.nextBoolean()).collect(Collectors.toSet());
  }

  @Test
  void saysTheSameOfAnExportWhoeverElseIsAskedFor() {
    List<ExportConfiguration> all =
        List.of(
            export(Selection.ALL),
            export(kinds(EventKind.QUERY)),
            export(kinds(EventKind.SYSTEM)),
            export(new Selection(Set.of(EventKind.SYSTEM), Set.of("a"))),
            export(kinds(EventKind.QUERY, EventKind.SYSTEM)),
            export(kinds(EventKind.CUSTOM)),
            export(Selection.ALL),
            export(Selection.ALL));
    Map<ConfigurationId, List<String>> ofAll = among(all);

    assertThat(ofAll).hasSize(all.size());
    for (ExportConfiguration one : all) {
      assertThat(Overlaps.among(all, Set.of(one.id())))
          .containsOnly(Map.entry(one.id(), requireNonNull(ofAll.get(one.id()))));
    }
  }

  @Test
  void comparesNothingWhereNoneIsAskedFor() {
    List<ExportConfiguration> two = List.of(export(Selection.ALL), export(Selection.ALL));

    assertThat(
            Overlaps.among(
                two,
                Set.of(),
                (_, _) -> {
                  throw new AssertionError("nobody asked");
                }))
        .isEmpty();
  }

  private static Map<ConfigurationId, List<String>> among(List<ExportConfiguration> all) {
    return Overlaps.among(all, ids(all));
  }

  private static Set<ConfigurationId> ids(List<ExportConfiguration> exports) {
    return exports.stream().map(ExportConfiguration::id).collect(Collectors.toSet());
  }

  private ExportConfiguration export(Selection selection) {
    return Samples.withSelection(Samples.configuration(integration), selection);
  }

  private static Selection kinds(EventKind... kinds) {
    return new Selection(Set.of(kinds), Set.of());
  }
}
