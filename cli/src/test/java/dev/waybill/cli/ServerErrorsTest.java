package dev.waybill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerErrorsTest {
  @TempDir private Path folder;

  @Test
  void saysThatTheServerCannotBeReached() throws IOException {
    int unused;
    try (var socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }

    Ran ran = Ran.against("http://127.0.0.1:" + unused, folder, "admin", "tenant", "list");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "waybill: Cannot reach http://127.0.0.1:"
                + unused
                + ": is the server running, and is the host right?\n");
  }

  @Test
  void saysThatTheKeyIsWrong() {
    try (var server = new ScriptedServer().answering(401, "")) {
      Ran ran = Ran.against(server.address(), folder, "admin", "tenant", "list");

      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("does not know this API key").hasLineCount(1);
    }
  }

  @Test
  void saysThatTheServerIsTooNew() {
    try (var server = new ScriptedServer().speaking("2").answering(200, "{}")) {
      Ran ran = Ran.against(server.address(), folder, "admin", "tenant", "list");

      assertThat(ran.exitCode()).isEqualTo(1);
      assertThat(ran.err()).contains("is too new for this command").hasLineCount(1);
    }
  }

  @Test
  void saysThatTheServerIsTooOld() {
    try (var server = new ScriptedServer().speaking("0").answering(200, "{}")) {
      Ran ran = Ran.against(server.address(), folder, "admin", "tenant", "list");

      assertThat(ran.err()).contains("is too old for this command").hasLineCount(1);
    }
  }

  @Test
  void saysThatSomethingElseAnswers() {
    try (var server = new ScriptedServer().speaking("").answering(200, "<html>")) {
      Ran ran = Ran.against(server.address(), folder, "admin", "tenant", "list");

      assertThat(ran.err()).contains("does not answer like a Waybill server").hasLineCount(1);
    }
  }

  @Test
  void asksForAKeyWhenThereIsNone() {
    Ran ran = Ran.command("admin", "tenant", "list", "--config", folder.resolve("none").toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("run 'waybill configure'").hasLineCount(1);
  }

  @Test
  void explainsAnUnknownCommandInOneLineAndPointsToTheHelp() {
    Ran ran = Ran.command("exprot");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).startsWith("waybill: ").contains("exprot", "--help");
  }

  @Test
  void tellsItsVersionAfterEveryCommand() {
    assertThat(Ran.command("events", "send", "--version").out()).startsWith("waybill ");
  }
}
