package dev.waybill.export;

import dev.waybill.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;

/** What a defect kept from being done: it is left alone for a while, so that the others go on. */
final class SetAside<T> {
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final TimeSource time;

  /** Each with the time until which it is left alone. */
  private final Map<T, Long> until = new ConcurrentHashMap<>();

  SetAside(TimeSource time) {
    this.time = time;
  }

  void add(T each) {
    until.put(each, time.monotonicNanos() + PAUSE.toNanos());
  }

  /**
   * What is not set aside, in the order in which it is found.
   *
   * @param most so many are found at least, if there are as many
   * @param find the first ones, as many as it is told at most
   */
  List<T> others(int most, IntFunction<List<T>> find) {
    return others(most, each -> each, find);
  }

  /**
   * The same of things that have what is set aside as a name.
   *
   * @param name of a thing
   */
  <E> List<E> others(int most, Function<E, T> name, IntFunction<List<E>> find) {
    long nanos = time.monotonicNanos();
    until.values().removeIf(end -> end - nanos <= 0);
    return find.apply(most + until.size()).stream()
        .filter(each -> !until.containsKey(name.apply(each)))
        .toList();
  }
}
