package dev.waybill.server.portal.setup;

import dev.waybill.export.JobPlace;
import dev.waybill.export.JobView;
import java.util.List;
import java.util.Optional;

/** The jobs among which an export's first delivery is. */
final class FirstJobs {
  /** Those of these numbers are the first ones. */
  static final int COUNT = 20;

  private FirstJobs() {}

  /** Where jobs are read. */
  interface Jobs {
    /** A page of an export's jobs, newest first, those of replaced streams last. */
    List<JobView> page(int limit, Optional<JobPlace> after);
  }

  /** Newest first; the newest one alone if the first ones are kept no more. */
  static List<JobView> of(Jobs jobs) {
    List<JobView> newest = jobs.page(COUNT, Optional.empty());
    if (newest.size() < COUNT) {
      return newest;
    }
    JobPlace afterTheFirst = new JobPlace(newest.getLast().job().stream(), COUNT + 1);
    List<JobView> first = jobs.page(COUNT, Optional.of(afterTheFirst));
    return first.isEmpty() ? newest.subList(0, 1) : first;
  }
}
