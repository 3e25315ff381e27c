package dev.waybill.event;

import dev.waybill.fuzz.Fuzzing;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class IngestFuzzRealIT {
  @Test
  void bodiesAreReadAsAnotherParserReadsThem() throws IOException, InterruptedException {
    Fuzzing.run(IngestFuzz.class, IngestFuzz.seeds(), IngestFuzz.WORDS);
  }

  @Test
  void timesAreReadAsTheJdkReadsThem() throws IOException, InterruptedException {
    Fuzzing.run(TimeFuzz.class, TimeFuzz.seeds(), TimeFuzz.WORDS);
  }
}
