package dev.waybill.manifest;

import dev.waybill.fuzz.Fuzzing;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DocumentFuzzRealIT {
  @Test
  void nothingIsTakenThatTheServiceDoesNotWrite() throws IOException, InterruptedException {
    Fuzzing.run(DocumentFuzz.class, DocumentFuzz.seeds(), DocumentFuzz.WORDS);
  }
}
