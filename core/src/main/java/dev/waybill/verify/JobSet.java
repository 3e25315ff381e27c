package dev.waybill.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A set of job numbers, as spans: jobs mostly come in a row. */
final class JobSet {
  private final NavigableMap<Long, Long> spans = new TreeMap<>();

  void add(long job) {
    add(job, job);
  }

  void add(long from, long to) {
    long start = from;
    long end = to;
    Map.Entry<Long, Long> near = spans.floorEntry(to + 1);
    while (near != null && near.getValue() >= from - 1) {
      spans.remove(near.getKey());
      start = Math.min(start, near.getKey());
      end = Math.max(end, near.getValue());
      near = spans.floorEntry(to + 1);
    }
    spans.put(start, end);
  }

  void addAll(JobSet others) {
    others.spans.forEach(this::add);
  }

  boolean contains(long job) {
    Map.Entry<Long, Long> span = spans.floorEntry(job);
    return span != null && span.getValue() >= job;
  }

  boolean isEmpty() {
    return spans.isEmpty();
  }

  OptionalLong last() {
    return spans.isEmpty() ? OptionalLong.empty() : OptionalLong.of(spans.lastEntry().getValue());
  }

  List<JobSpan> spans() {
    List<JobSpan> all = new ArrayList<>();
    spans.forEach((from, to) -> all.add(new JobSpan(from, to)));
    return all;
  }

  /** The runs of jobs between two, both included, that are not in the set. */
  List<JobSpan> gaps(long first, long last) {
    List<JobSpan> gaps = new ArrayList<>();
    long next = first;
    for (Map.Entry<Long, Long> span : spans.entrySet()) {
      if (span.getKey() > last) {
        break;
      }
      if (span.getKey() > next) {
        gaps.add(new JobSpan(next, span.getKey() - 1));
      }
      next = Math.max(next, span.getValue() + 1);
    }
    if (next <= last) {
      gaps.add(new JobSpan(next, last));
    }
    return gaps;
  }
}
