package dev.waybill.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.log.HeldFrom;
import dev.waybill.storage.ObjectKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Three jobs of varied events that were delivered, and a bucket of which objects can be lost. */
final class RedeliveryFixture {
  static final int JOBS = 3;

  final EngineFixture engine = new EngineFixture();
  final Map<String, String> delivered;
  final Map<String, String> documents;

  RedeliveryFixture() {
    for (int job = 1; job <= JOBS; job++) {
      engine.appendVaried(60, 3, job);
      engine.plan();
      engine.deliver();
      engine.time.advance(Duration.ofHours(1));
    }
    delivered = engine.objects();
    documents = engine.documents(engine.location);
  }

  Redeliveries.Answer ask(long from, long to) {
    return engine.redeliveries.request(
        new RedeliveryRequest(
            new RedeliveryId(UUID.randomUUID()),
            Samples.TENANT,
            engine.configuration.id(),
            from,
            to,
            HeldFrom.of(engine.log, Samples.TENANT),
            engine.time.now()));
  }

  Redelivery request(long from, long to) {
    return ((Redeliveries.Answer.Accepted) ask(from, to)).redelivery();
  }

  Redelivery now(Redelivery redelivery) {
    return engine.redeliveries.find(Samples.TENANT, redelivery.id()).orElseThrow();
  }

  RedeliveryOutcome attempt() {
    return engine.engine.runRedelivery(engine.engine.claimNextRedelivery().orElseThrow());
  }

  /** Deletes every n-th object, as a customer might. */
  List<ObjectKey> loseEvery(int nth) {
    List<ObjectKey> keys = delivered.keySet().stream().map(ObjectKey::new).toList();
    List<ObjectKey> lost = keys.stream().filter(key -> keys.indexOf(key) % nth == 0).toList();
    lost.forEach(key -> engine.stores.below.at(engine.location).delete(key));
    assertThat(lost).isNotEmpty();
    return lost;
  }

  /** Deletes keys, origin record and manifests. */
  void loseDocuments() {
    documents
        .keySet()
        .forEach(key -> engine.stores.below.at(engine.location).delete(new ObjectKey(key)));
  }

  void assertDocumentsHealed() {
    assertThat(engine.documents(engine.location)).isEqualTo(documents).hasSize(2 + JOBS);
  }

  int objectsOf(long from, long to) {
    return (int)
        delivered.keySet().stream()
            .filter(key -> sequence(key) >= from && sequence(key) <= to)
            .count();
  }

  static long sequence(String key) {
    return Long.parseLong(key.substring(key.length() - 27, key.length() - 15));
  }

  void assertHealed() {
    assertThat(engine.objects()).isEqualTo(delivered);
    assertThat(engine.stores.openNow()).as("uploads left open").isZero();
    assertThat(engine.stream().nextSequence()).isEqualTo(JOBS + 1);
  }

  /** Content by key of what is there that was not delivered. */
  Map<String, String> others() {
    Map<String, String> others = new TreeMap<>(engine.objects());
    others.keySet().removeAll(delivered.keySet());
    return others;
  }

  Optional<String> failureCode(Redelivery redelivery) {
    return now(redelivery).failure().map(failure -> failure.code());
  }
}
