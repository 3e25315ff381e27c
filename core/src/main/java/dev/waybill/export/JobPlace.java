package dev.waybill.export;

import static java.util.Objects.requireNonNull;

/** Where a job stands in its stream: what tells it from others when pages of them are read. */
public record JobPlace(StreamId stream, long sequence) {
  public JobPlace {
    requireNonNull(stream, "stream is null");
  }

  /** That of a job. */
  public static JobPlace of(ExportJob job) {
    return new JobPlace(job.stream(), job.sequence());
  }
}
