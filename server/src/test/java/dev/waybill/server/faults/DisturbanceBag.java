package dev.waybill.server.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Draws without putting back, so that a few rounds have had every disturbance. */
final class DisturbanceBag {
  private final Random random;
  private final Deque<Disturbance> left = new ArrayDeque<>();

  DisturbanceBag(Random random) {
    this.random = random;
  }

  Disturbance draw() {
    if (left.isEmpty()) {
      List<Disturbance> all = new ArrayList<>(Disturbance.BAG);
      Collections.shuffle(all, random);
      left.addAll(all);
    }
    return left.removeFirst();
  }
}
