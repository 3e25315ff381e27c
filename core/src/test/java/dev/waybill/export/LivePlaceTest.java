package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.event.EventKind;
import dev.waybill.manifest.VerificationKey;
import dev.waybill.verify.Code;
import dev.waybill.verify.Expectations;
import dev.waybill.verify.InMemoryBucket;
import dev.waybill.verify.Observations;
import dev.waybill.verify.Report;
import dev.waybill.verify.Trust;
import dev.waybill.verify.Verification;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A place is verified whenever somebody looks: between any two puts, and after any crash. */
class LivePlaceTest {
  private static final int JOBS = 3;

  private final EngineFixture fixture = new EngineFixture();
  private final VerificationKey root = fixture.keys.root();
  private int looks;
  private int looksAtAnOpenJob;

  @Test
  void isVerifiedBetweenAnyTwoPuts() {
    fixture.stores.spareNoDocument();
    fixture.stores.beforeEachPut(this::look);
    fixture.stores.afterEachPut(this::look);
    for (int job = 1; job <= JOBS; job++) {
      append();
      if (job == JOBS) {
        fixture.keys.rotate();
      }
      fixture.plan();
      fixture.deliver();
      fixture.time.advance(Duration.ofHours(1));
    }
    look();

    assertThat(looks).isGreaterThan(50);
    assertThat(looksAtAnOpenJob).isGreaterThan(20);
    assertThat(report().streams().getFirst().jobs()).hasToString("[1-" + JOBS + "]");
  }

  @Test
  void isVerifiedWhereverTheProcessEndsAndAfterTheNextHasGoneOn() {
    int crashAt = 1;
    boolean crashed = true;
    while (crashed) {
      EngineFixture ended = new EngineFixture();
      ended.stores.spareNoDocument();
      ended.appendVaried(30, 4, 1);
      Steps steps = new Steps(crashAt++);
      ended.stores.beforeEachPut(steps::pass);
      ended.stores.afterEachPut(steps::pass);

      crashed = ended.crashesBeforeDelivery(EngineFixture.SMALL, steps);
      if (crashed) {
        requireVerified(place(ended));
        ended.stores.beforeEachPut(() -> requireVerified(place(ended)));
        ended.stores.afterEachPut(() -> requireVerified(place(ended)));
        assertThat(ended.crashesBeforeDelivery(EngineFixture.SMALL, new Steps(Integer.MAX_VALUE)))
            .isFalse();
      }
      assertThat(requireVerified(place(ended)).streams().getFirst().events()).isEqualTo(30);
    }
    assertThat(crashAt).as("steps of the history").isGreaterThan(30);
  }

  /** Events of all kinds and three hours, received now. */
  private void append() {
    long now = fixture.time.now().toEpochMilli() + 1_000;
    for (EventKind kind : EventKind.values()) {
      for (int hour = 0; hour < 3; hour++) {
        fixture.append(now, fixture.event(kind, now - Duration.ofHours(hour).toMillis()));
      }
    }
  }

  private void look() {
    looks++;
    if (report().counts().containsKey(Code.UNCOMMITTED)) {
      looksAtAnOpenJob++;
    }
  }

  private Report report() {
    return requireVerified(place(fixture));
  }

  private static SortedMap<String, byte[]> place(EngineFixture of) {
    SortedMap<String, byte[]> place = new TreeMap<>();
    of.stores
        .below
        .at(of.location)
        .objects()
        .forEach((key, bytes) -> place.put(key.value(), bytes));
    return place;
  }

  /** Until the origin record is there, which comes before any object, nothing is. */
  private Report requireVerified(SortedMap<String, byte[]> place) {
    Observations seen = new Observations();
    Report report = run(place, seen);
    boolean begun = place.keySet().stream().anyMatch(key -> key.endsWith(".origin"));
    assertThat(seen.all())
        .extracting(observation -> observation.code())
        .allMatch(code -> code == (begun ? Code.UNCOMMITTED : Code.NOTHING_FOUND));
    assertThat(begun || place.keySet().stream().noneMatch(key -> key.startsWith("events/")))
        .isTrue();
    return report;
  }

  private Report run(SortedMap<String, byte[]> place, Observations seen) {
    try {
      return Verification.run(
          InMemoryBucket.of(place), Trust.in(List.of(root)), Expectations.NONE, seen, 1);
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
