package dev.waybill.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JobSetTest {
  private final JobSet jobs = new JobSet();

  @Test
  void keepsJobsInARowAsOneSpan() {
    for (long job : new long[] {3, 1, 2, 7, 9, 8, 2}) {
      jobs.add(job);
    }

    assertThat(jobs.spans()).containsExactly(new JobSpan(1, 3), new JobSpan(7, 9));
    assertThat(jobs.last()).hasValue(9);
  }

  @Test
  void tellsWhatIsMissingInBetween() {
    jobs.add(3, 5);
    jobs.add(8);

    assertThat(jobs.gaps(1, 10))
        .containsExactly(new JobSpan(1, 2), new JobSpan(6, 7), new JobSpan(9, 10));
    assertThat(jobs.gaps(4, 8)).containsExactly(new JobSpan(6, 7));
    assertThat(jobs.gaps(3, 5)).isEmpty();
    assertThat(jobs.gaps(9, 8)).isEmpty();
    assertThat(new JobSet().gaps(1, 999_999_999_999L))
        .containsExactly(new JobSpan(1, 999_999_999_999L));
  }

  @Test
  void isASetWhateverComesInWhichOrder() {
    Random random = new Random(4);
    TreeSet<Long> plain = new TreeSet<>();
    for (int i = 0; i < 500; i++) {
      long from = random.nextInt(1, 301);
      long to = from + random.nextInt(4);
      jobs.add(from, to);
      LongStream.rangeClosed(from, to).forEach(plain::add);

      List<Long> held = LongStream.rangeClosed(0, 310).filter(jobs::contains).boxed().toList();
      assertThat(held).containsExactlyElementsOf(plain);
      assertThat(jobs.spans()).allMatch(span -> !jobs.contains(span.from() - 1));
    }
  }
}
