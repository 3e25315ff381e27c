package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Backfills.Creation;
import dev.waybill.log.Position;
import dev.waybill.log.Range;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How {@link Backfills} are created, and which are refused; how they are listed. */
public abstract class BackfillsContract extends BackfillsContractFixture {
  @Test
  void createsABackfillUnderItsDerivedId() {
    BackfillRequest request = request("", 100, 200);

    Backfill made = create(request);

    assertThat(made)
        .isEqualTo(
            new Backfill(
                BackfillStreamId.derive(request, "0", 0),
                request,
                BackfillStatus.RUNNING,
                Amount.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NOW,
                Optional.empty()));
    assertThat(backfills().find(Samples.TENANT, made.id())).contains(made);
    assertThat(list()).containsExactly(made);
  }

  @Test
  void theSameRequestIsTheSameBackfill() {
    Backfill made = create(request("again", 100, 200));

    assertThat(create(request("again", 100, 200), NOW.plusSeconds(60))).isEqualTo(made);

    assertThat(list()).hasSize(1);
  }

  @Test
  void theSameTimesAreTheSameBackfillThoughRetentionMovedThePositions() {
    Backfill made = create(request("again", 100, 200));

    assertThat(create(request("again", 100, 200).notBefore(new Position(150)))).isEqualTo(made);
  }

  @Test
  void theSameRequestAfterAnEditIsAnotherOneAndOverlaps() {
    Backfill made = create(request("again", 100, 200));
    ExportConfiguration changed =
        Samples.withSelection(configuration, new Selection(Set.of(), Set.of("login")));
    change(changed);

    assertThat(creation(request(changed, "again", 100, 200)))
        .isEqualTo(new Creation.Overlaps(made));
  }

  @Test
  void takesAnotherIdWhereTheFirstDigitsWereGiven() {
    BackfillRequest request = request("again", 100, 200);
    give(BackfillStreamId.derive(request, "0", 0));
    give(BackfillStreamId.derive(request, "0", 1));

    assertThat(create(request).id()).isEqualTo(BackfillStreamId.derive(request, "0", 2));
  }

  @Test
  void refusesAConfigurationThatIsNotThere() {
    ExportConfiguration unknown = Samples.configuration(integration);
    assertThat(creation(request(unknown, "", 100, 200))).isEqualTo(new Creation.NotFound());

    add(Samples.integration(STRANGER, Samples.location("theirs")), Samples.CREDENTIALS);
    BackfillRequest request = request("", 100, 200);
    BackfillRequest theirs =
        new BackfillRequest(
            STRANGER,
            request.configuration(),
            request.prefix(),
            request.receivedFrom(),
            request.receivedThrough(),
            request.range(),
            request.settings());
    assertThat(creation(theirs)).isEqualTo(new Creation.NotFound());

    remove(configuration.id());
    assertThat(creation(request)).isEqualTo(new Creation.NotFound());
  }

  @Test
  void refusesADetachedExportAlsoWhatItWasAskedForBefore() {
    BackfillRequest before = request("again", 100, 200);
    create(before);

    detach(integration.id());

    assertThat(creation(before)).isEqualTo(new Creation.Detached());
    assertThat(creation(request(Samples.withEnabled(configuration, false), "", 100, 200)))
        .isEqualTo(new Creation.Detached());
  }

  @Test
  void refusesSettingsOfAnotherRevision() {
    BackfillRequest request = request("", 100, 200);
    change(Samples.withEnabled(configuration, true));

    assertThat(creation(request)).isEqualTo(new Creation.Outdated());
  }

  @Test
  void withoutAPrefixEndsBeforeTheStreamBegins() {
    long start = stream.receivedThrough();
    assertThat(creation(request("", 100, 1001))).isEqualTo(new Creation.AfterStart(start));
    BackfillRequest tooLate = at("", 100, 1000, start - 10, start + 1);
    assertThat(creation(tooLate)).isEqualTo(new Creation.AfterStart(start));

    create(at("", 100, 1000, start - 10, start));
    create(request("again", 100, 1500));
  }

  @Test
  void theStreamBeginsWhereItBeganHoweverFarItHasCome() {
    ExportJob planned = Samples.job(configuration, stream);
    assertThat(ledger().plan(planned, NOW, NOW)).isTrue();
    commit(start(claim(planned)), 7);

    assertThat(creation(request("", 100, 1001)))
        .isEqualTo(new Creation.AfterStart(stream.receivedThrough()));
  }

  @Test
  void refusesWhatRetentionHasGivenUp() {
    retainFrom(Samples.TENANT, new Position(150));

    assertThat(creation(request("", 100, 200))).isEqualTo(new Creation.Trimmed(new Position(150)));

    assertThat(create(request("", 100, 200).notBefore(new Position(150))).request().range())
        .isEqualTo(new Range(new Position(150), new Position(200)));
  }

  @Test
  void beginsWithWhatTheLogHeldAndShowsWhatWasAskedFor() {
    BackfillRequest request = request("again", 100, 200).notBefore(new Position(150));

    Creation creation = backfills().create(request, 149, NOW);

    Backfill made = list().getFirst();
    assertThat(creation).isEqualTo(new Creation.Done(made));
    assertThat(made.request()).isEqualTo(request);
    assertThat(made.request().receivedFrom()).isEqualTo(99);
    assertThat(plannable(made).stream().receivedThrough()).isEqualTo(149);
    assertThat(create(request("again", 100, 200))).isEqualTo(made);
    assertThat(plannable(made).stream().receivedThrough()).isEqualTo(149);
  }

  @Test
  void refusesAnOverlapUnderTheSamePrefixAndNamesTheOther() {
    Backfill made = create(request("again", 100, 200));

    for (BackfillRequest overlapping :
        List.of(
            request("again", 50, 101),
            request("again", 199, 250),
            request("again", 120, 130),
            request("again", 50, 250))) {
      assertThat(creation(overlapping)).isEqualTo(new Creation.Overlaps(made));
    }
    create(request("again", 50, 100));
    create(request("again", 200, 250));
    create(request("", 100, 200));
    create(request("elsewhere", 100, 200));
  }

  @Test
  void soManyAtATimeAndNoMore() {
    ExportConfiguration other = Samples.configuration(integration);
    add(other, Samples.withCursor(Samples.stream(other), new Position(1000)), NOW);
    Backfill first = create(request("again", 0, 1));
    for (int i = 1; i < Backfills.MOST_OPEN; i++) {
      create(request("again", i, i + 1));
    }

    assertThat(creation(request("again", 100, 200))).isEqualTo(new Creation.TooMany());
    assertThat(create(request("again", 0, 1))).isEqualTo(first);
    create(request(other, "again", 100, 200));
    commit(start(claim(plan(first, 1))), 1);
    create(request("again", 100, 200));
  }

  @Test
  void aCancelledOneMakesRoomAndGoesOnOnlyIfThereIsRoom() {
    Backfill first = create(request("again", 0, 1));
    for (int i = 1; i < Backfills.MOST_OPEN; i++) {
      create(request("again", i, i + 1));
    }
    cancel(first);

    Backfill instead = create(request("again", 100, 200));

    assertThat(creation(request("again", 0, 1))).isEqualTo(new Creation.TooMany());
    assertThat(backfill(first).status()).isEqualTo(BackfillStatus.CANCELLED);
    cancel(instead);
    assertThat(create(request("again", 0, 1)).status()).isEqualTo(BackfillStatus.RUNNING);
  }

  @Test
  void anEmptyRangeOverlapsNothing() {
    create(request("again", 100, 200));

    create(request("again", 150, 150));
  }

  @Test
  void exportsWithOverlappingBackfillsDoNotMind() {
    create(request("again", 100, 200));
    ExportConfiguration other = Samples.configuration(integration);
    add(other, Samples.withCursor(Samples.stream(other), new Position(1000)), NOW);

    create(request(other, "again", 100, 200));
  }

  @Test
  void listsNewestFirstInPages() {
    Backfill first = create(request("again", 100, 200));
    Backfill second = create(request("again", 200, 300), NOW.plusSeconds(1));
    Backfill third = create(request("again", 300, 400), NOW.plusSeconds(2));

    assertThat(page(2, Optional.empty())).containsExactly(third, second);
    assertThat(page(2, Optional.of(second.id()))).containsExactly(first);
    assertThat(page(2, Optional.of(first.id()))).isEmpty();
    assertThat(page(2, Optional.of(new StreamId(configuration.id().value())))).isEmpty();
  }

  @Test
  void showsAndCancelsNothingOfOtherTenants() {
    Backfill made = create(request("again", 100, 200));

    assertThat(backfills().find(STRANGER, made.id())).isEmpty();
    assertThat(backfills().list(STRANGER, configuration.id(), 10, Optional.empty())).isEmpty();
    assertThat(backfills().cancel(STRANGER, made.id(), NOW)).isEmpty();
    assertThat(backfill(made).status()).isEqualTo(BackfillStatus.RUNNING);
  }
}
