package dev.waybill.bench;

import dev.waybill.format.Compression;
import dev.waybill.format.Encoder;
import dev.waybill.format.Encoders;
import dev.waybill.storage.ObjectUpload;
import dev.waybill.storage.PutOutcome;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Objects of 10,000 query events; a score is events a second. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class EncoderBenchmark {
  private static final int EVENTS = 10_000;
  private static final int BLOCK = 1 << 20;

  /** What compresses, in the order of the specification. */
  @Param public Compression compression = Compression.GZIP;

  private final byte[] lines = new SampleBodies(EVENTS, 1_789_000_000_000L, 0).next(EVENTS);
  private final Encoders encoders = Encoders.ofThisMachine();

  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public long encode() {
    String name = encoders.preferred(compression);
    try (Encoder encoder = encoders.open(compression, name, BLOCK, lines.length, new Discarded())) {
      encoder.append(lines, 0, lines.length);
      encoder.finish();
      return encoder.storedBytes();
    }
  }

  private static final class Discarded implements ObjectUpload {
    @Override
    public void write(byte[] bytes, int offset, int length) {}

    @Override
    public PutOutcome finish() {
      return new PutOutcome.Stored();
    }

    @Override
    public void close() {}
  }
}
