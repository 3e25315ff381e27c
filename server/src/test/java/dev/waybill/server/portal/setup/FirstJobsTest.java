package dev.waybill.server.portal.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.ExportConfiguration;
import dev.waybill.export.JobPlace;
import dev.waybill.export.JobView;
import dev.waybill.export.Samples;
import dev.waybill.export.Stream;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FirstJobsTest {
  private static final ExportConfiguration EXPORT =
      Samples.configuration(Samples.integration(Samples.TENANT, Samples.location("lake")));
  private static final Stream STREAM = Samples.stream(EXPORT);

  @Test
  void theFirstOnesAreFoundHoweverManyFollow() {
    assertThat(numbers(1, 7)).containsExactly(7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(numbers(1, 20)).hasSize(20).endsWith(1L);
    assertThat(numbers(1, 500)).hasSize(20).startsWith(20L).endsWith(1L);
  }

  @Test
  void theNewestStandsForThoseThatAreGone() {
    assertThat(numbers(401, 500)).containsExactly(500L);
  }

  private static List<Long> numbers(long oldest, long newest) {
    List<JobView> kept =
        LongStream.iterate(newest, number -> number >= oldest, number -> number - 1)
            .mapToObj(FirstJobsTest::job)
            .toList();
    return FirstJobs.of((limit, after) -> page(kept, limit, after)).stream()
        .map(view -> view.job().sequence())
        .toList();
  }

  private static List<JobView> page(List<JobView> kept, int limit, Optional<JobPlace> after) {
    long below = after.map(JobPlace::sequence).orElse(Long.MAX_VALUE);
    return kept.stream().filter(view -> view.job().sequence() < below).limit(limit).toList();
  }

  private static JobView job(long number) {
    return new JobView(
        Samples.job(EXPORT, Samples.at(STREAM, number, 1)),
        0,
        0,
        0,
        List.of(),
        List.of(),
        Samples.NOW,
        Optional.empty());
  }
}
