package dev.waybill.server.graphql;

import dev.waybill.stores.s3.FakeSts;
import dev.waybill.stores.s3.FakeSts.Asked;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What an STS has to bear, as it sees it: who asks when, and how many at a time. */
final class StsLoad implements FakeSts.Watcher {
  private final Map<String, Long> lastStarts = new HashMap<>();
  private final Map<String, Integer> underWayByAccount = new HashMap<>();
  private final Map<String, Integer> underWayByIntegration = new HashMap<>();
  private int underWay;
  private int calls;
  private int mostAtOnce;
  private int mostAtOnceOfAnAccount;
  private int mostAtOnceOfAnIntegration;
  private long shortestGap = Long.MAX_VALUE;
  private volatile String spared = "";
  private volatile CountDownLatch answering = new CountDownLatch(0);

  @Override
  public void came(Asked asked) {
    count(asked);
    if (account(asked).equals(spared)) {
      return;
    }
    try {
      answering.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while silent", e);
    }
  }

  private synchronized void count(Asked asked) {
    calls++;
    mostAtOnce = Math.max(mostAtOnce, ++underWay);
    mostAtOnceOfAnAccount =
        Math.max(mostAtOnceOfAnAccount, underWayByAccount.merge(account(asked), 1, Integer::sum));
    mostAtOnceOfAnIntegration =
        Math.max(
            mostAtOnceOfAnIntegration,
            underWayByIntegration.merge(asked.sessionName(), 1, Integer::sum));
    long now = System.nanoTime();
    Long last = lastStarts.put(asked.sessionName(), now);
    if (last != null) {
      shortestGap = Math.min(shortestGap, now - last);
    }
  }

  @Override
  public synchronized void answers(Asked asked) {
    underWay--;
    underWayByAccount.merge(account(asked), -1, Integer::sum);
    underWayByIntegration.merge(asked.sessionName(), -1, Integer::sum);
  }

  /** From now on the STS takes requests and says nothing. */
  void fallSilent() {
    fallSilentExceptFor("");
  }

  /** The same, but what it is asked for that account is answered. */
  void fallSilentExceptFor(String account) {
    spared = account;
    answering = new CountDownLatch(1);
  }

  /** Answers what it was asked since, and goes on as before. */
  void speak() {
    answering.countDown();
  }

  synchronized int calls() {
    return calls;
  }

  synchronized int mostAtOnce() {
    return mostAtOnce;
  }

  synchronized int mostAtOnceOfAnAccount() {
    return mostAtOnceOfAnAccount;
  }

  synchronized int mostAtOnceOfAnIntegration() {
    return mostAtOnceOfAnIntegration;
  }

  /** Between two requests for the same integration. */
  synchronized Duration shortestGap() {
    return Duration.ofNanos(shortestGap);
  }

  private static String account(Asked asked) {
    return asked.roleArn().split(":", -1)[4];
  }
}
