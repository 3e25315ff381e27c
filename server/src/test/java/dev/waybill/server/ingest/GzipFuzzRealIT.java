package dev.waybill.server.ingest;

import dev.waybill.fuzz.Fuzzing;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GzipFuzzRealIT {
  @Test
  void gzipIsReadAsTheJdkReadsIt() throws IOException, InterruptedException {
    Fuzzing.run(GzipFuzz.class, GzipFuzz.seeds(), GzipFuzz.WORDS);
  }
}
