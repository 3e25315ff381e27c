package dev.waybill.storage;

import dev.waybill.fuzz.Fuzzing;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PathFuzzRealIT {
  @Test
  void noNameIsTakenThatIsNotSafeToUse() throws IOException, InterruptedException {
    Fuzzing.run(PathFuzz.class, PathFuzz.seeds(), PathFuzz.WORDS);
  }
}
