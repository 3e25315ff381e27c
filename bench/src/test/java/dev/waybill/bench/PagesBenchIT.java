package dev.waybill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class PagesBenchIT {
  @Test
  void asksForEachPageOfAServerThatHasRunForHours() throws Exception {
    String printed = printed(() -> PagesBench.run(new PagesBench.Size(2_000, 10, 2, 2, 2)));

    assertThat(printed)
        .contains("10 exports that have delivered for 2 hours, 2,000 events")
        .containsPattern("login .* 1\\.0\n")
        .containsPattern("overview +\\d")
        .containsPattern("slowest: .+, p95 \\d")
        .containsPattern("a word that occurs nowhere, to the end: .* \\d+ requests, 0 found");
  }

  private static String printed(Senders.Task task) throws Exception {
    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      task.run();
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }
}
