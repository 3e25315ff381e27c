package dev.waybill.export;

import dev.waybill.export.SelfCheckResult.Difference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Delivered jobs, and a self-check that looks at all of them. */
final class SelfCheckFixture {
  static final long NO_LIMIT = Long.MAX_VALUE;

  final EngineFixture engine;
  final InMemorySelfCheckLedger ledger;
  final Recorder found = new Recorder();
  private final Random random = new Random(1);

  SelfCheckFixture(OutputSettings output) {
    engine = new EngineFixture(EngineFixture.SMALL, output);
    ledger = new InMemorySelfCheckLedger(engine.ledger);
  }

  /** With so many delivered jobs of varied events. */
  static SelfCheckFixture delivered(int jobs) {
    SelfCheckFixture fixture = new SelfCheckFixture(OutputSettings.DEFAULT);
    for (int job = 0; job < jobs; job++) {
      fixture.deliver(60);
    }
    return fixture;
  }

  /** Keeps what it hears, by job; of later runs only what is new. */
  static final class Recorder implements SelfCheckListener {
    final Map<JobId, SelfCheckResult> results = new LinkedHashMap<>();
    final List<RuntimeException> failures = new ArrayList<>();

    @Override
    public void checked(ExportJob job, SelfCheckResult result) {
      results.put(job.id(), result);
    }

    @Override
    public void failed(JobId job, RuntimeException cause) {
      failures.add(cause);
    }
  }

  ExportJob deliver(int events) {
    engine.appendVaried(events, 3, engine.stream().nextSequence());
    ExportJob job = engine.plan();
    engine.deliver();
    engine.time.advance(Duration.ofHours(1));
    return job;
  }

  ExportJob job(int sequence) {
    return engine.ledger.jobs().get(sequence - 1);
  }

  void alter(int sequence, UnaryOperator<SealedJob> alteration) {
    ledger.alter(job(sequence).id(), alteration);
  }

  SelfCheck selfCheck(int jobs, long bytes) {
    return engine.engine.selfCheck(ledger, random, jobs, bytes, found);
  }

  void checkAll() throws InterruptedException {
    selfCheck(100, NO_LIMIT).run();
  }

  SelfCheckResult result(int sequence) throws InterruptedException {
    checkAll();
    return found.results.getOrDefault(job(sequence).id(), new SelfCheckResult.Skipped());
  }

  List<String> fields(int sequence) throws InterruptedException {
    return switch (result(sequence)) {
      case SelfCheckResult.Same(), SelfCheckResult.Skipped() -> List.of();
      case SelfCheckResult.Different(List<Difference> first, long _) ->
          first.stream().map(Difference::field).toList();
    };
  }
}
