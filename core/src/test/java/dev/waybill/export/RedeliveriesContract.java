package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Redeliveries.Answer;
import dev.waybill.log.Position;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which requests every {@link Redeliveries} takes, and what it shows. */
public abstract class RedeliveriesContract extends RedeliveriesContractFixture {
  @Test
  void acceptsWhatWasDelivered() {
    Redelivery accepted = accepted(2, 4);

    assertThat(accepted.status()).isEqualTo(Redelivery.Status.RUNNING);
    assertThat(accepted.nextSequence()).isEqualTo(2);
    assertThat(accepted.jobs()).isEqualTo(3);
    assertThat(accepted.jobsDone()).isZero();
    assertThat(accepted.place()).isEqualTo(integration.location().toString());
    assertThat(redeliveries().find(Samples.TENANT, accepted.id())).contains(accepted);
  }

  @Test
  void refusesJobsThatDoNotExist() {
    assertThat(invalid(0, 2)).isEqualTo("fromSequence: Jobs are numbered from 1.");
    assertThat(invalid(-3, -1)).startsWith("fromSequence");
    assertThat(invalid(3, 2)).isEqualTo("toSequence: The last job, 2, is before the first, 3.");
    assertThat(invalid(5, 6)).startsWith("toSequence: Job 6 does not exist or has not succeeded");
    assertThat(invalid(1, Long.MAX_VALUE)).startsWith("toSequence");
    assertThat(invalid(Long.MIN_VALUE, Long.MAX_VALUE)).startsWith("fromSequence");
  }

  @Test
  void refusesAJobThatHasNotSucceeded() {
    ExportConfiguration fresh = another();
    assertThat(request(fresh, 1, 1, Position.ZERO))
        .isEqualTo(new Answer.Invalid("fromSequence", "No job of this export has succeeded yet."));

    plan(configuration);

    assertThat(invalid(5, 6)).contains("the last that has is 5");
  }

  @Test
  void refusesJobsThatWereDeliveredElsewhereAndNamesThem() {
    move(integration.id(), Samples.location("second"));
    deliver(configuration, 1);

    assertThat(invalid(4, 6)).contains("at another place than the present one: 4, 5.");
    assertThat(accepted(6, 6).place()).isEqualTo(Samples.location("second").toString());
  }

  @Test
  void namesTenOfManyJobsThatWereDeliveredElsewhere() {
    IntStream.rangeClosed(6, 12).forEach(_ -> deliver(configuration, 1));
    move(integration.id(), Samples.location("second"));

    assertThat(invalid(1, 12)).contains(": 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and more.");
  }

  @Test
  void refusesJobsOfWhichRetentionTookEventsAndNamesTheFirstThatCanBePutAgain() {
    assertThat(request(configuration, 1, 3, new Position(15)))
        .isEqualTo(
            new Answer.Invalid(
                "fromSequence",
                "Retention has taken events of earlier jobs: the first that can be put again is"
                    + " 3."));
    assertThat(request(configuration, 1, 5, new Position(41)))
        .isEqualTo(
            new Answer.Invalid(
                "fromSequence",
                "Retention has taken events of the last jobs, too: none can be put again."));
    assertThat(request(configuration, 3, 5, new Position(30))).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void aJobWithoutObjectsHasNothingThatRetentionCouldTake() {
    assertThat(request(configuration, 3, 5, new Position(25))).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void theSameJobsAskedForAgainAreTheSameRedelivery() {
    Redelivery first = accepted(2, 4);

    assertThat(accepted(2, 4)).isEqualTo(first);
    assertThat(list(10)).containsExactly(first);
  }

  @Test
  void refusesJobsThatAnotherOneIsPuttingAgain() {
    Redelivery first = accepted(2, 4);

    for (Answer overlapping : List.of(request(1, 2), request(4, 5), request(3, 3), request(1, 5))) {
      assertThat(overlapping)
          .isInstanceOfSatisfying(
              Answer.Conflict.class,
              conflict -> assertThat(conflict.message()).contains(first.id().toString()));
    }
    assertThat(accepted(5, 5).id()).isNotEqualTo(first.id());
    redeliveries().cancel(Samples.TENANT, first.id(), NOW);
    assertThat(accepted(1, 4).id()).isNotEqualTo(first.id());
  }

  @Test
  void soManyAtATimeAndNoMore() {
    IntStream.rangeClosed(6, Redeliveries.MOST_OPEN + 1).forEach(_ -> deliver(configuration, 1));
    Redelivery first = accepted(1, 1);
    for (int i = 2; i <= Redeliveries.MOST_OPEN; i++) {
      accepted(i, i);
    }
    long next = Redeliveries.MOST_OPEN + 1;

    assertThat(request(next, next))
        .isEqualTo(
            new Answer.Conflict(
                "The export has 20 redeliveries under way already: wait for the end of one, or"
                    + " cancel one."));
    assertThat(accepted(1, 1)).isEqualTo(first);
    ExportConfiguration other = another();
    deliver(other, 1);
    assertThat(request(other, 1, 1, Position.ZERO)).isInstanceOf(Answer.Accepted.class);
    assertThat(ledger().block(claim(first), REFUSED, NOW)).isTrue();
    assertThat(request(next, next)).isInstanceOf(Answer.Conflict.class);
    redeliveries().cancel(Samples.TENANT, first.id(), NOW);
    accepted(next, next);
  }

  @Test
  void anExportsJobsAreNothingToAnothers() {
    ExportConfiguration other = another();
    deliver(other, 1);
    accepted(1, 5);

    assertThat(request(other, 1, 1, Position.ZERO)).isInstanceOf(Answer.Accepted.class);
  }

  @Test
  void keepsToTheTenant() {
    TenantId other = new TenantId("other");
    Redelivery ours = accepted(1, 2);

    assertThat(
            redeliveries()
                .request(
                    new RedeliveryRequest(
                        id(), other, configuration.id(), 1, 1, Position.ZERO, NOW)))
        .isInstanceOf(Answer.NotFound.class);
    assertThat(redeliveries().find(other, ours.id())).isEmpty();
    assertThat(redeliveries().list(other, configuration.id(), 10, Optional.empty())).isEmpty();
    assertThat(redeliveries().cancel(other, ours.id(), NOW)).isEmpty();
    assertThat(found(ours).status()).isEqualTo(Redelivery.Status.RUNNING);
  }

  @Test
  void refusesADetachedExport() {
    detach(integration.id());

    assertThat(request(1, 1)).isEqualTo(new Answer.Detached());
  }

  @Test
  void findsNothingOfADeletedConfiguration() {
    Redelivery before = accepted(1, 1);
    remove(configuration.id());

    assertThat(request(1, 1)).isInstanceOf(Answer.NotFound.class);
    assertThat(found(before).status()).isEqualTo(Redelivery.Status.CANCELLED);
    assertThat(found(before).finishedAt()).isPresent();
    assertThat(runnable(NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    List<RedeliveryId> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Redelivery each = accepted(1, 1, NOW.plusSeconds(i / 2));
      redeliveries().cancel(Samples.TENANT, each.id(), NOW);
      ids.add(each.id());
    }
    List<Redelivery> all = list(10);

    assertThat(all).extracting(Redelivery::id).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(all.getFirst().id()).isEqualTo(ids.getLast());
    assertThat(list(2)).isEqualTo(all.subList(0, 2));
    assertThat(after(all.get(1), 2)).isEqualTo(all.subList(2, 4));
    assertThat(after(all.get(3), 2)).isEqualTo(all.subList(4, 5));
    assertThat(after(all.getLast(), 2)).isEmpty();
  }

  @Test
  void whatIsAnotherExportsIsNoPlaceInAPage() {
    accepted(1, 1, NOW.minusSeconds(10));
    ExportConfiguration other = another();
    deliver(other, 1);

    assertThat(request(other, 1, 1, Position.ZERO))
        .isInstanceOfSatisfying(
            Answer.Accepted.class, theirs -> assertThat(after(theirs.redelivery(), 10)).isEmpty());
  }
}
