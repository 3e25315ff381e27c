package dev.waybill.server.process;

import java.io.IOException;

/** Stops a process where it is, and lets it go on. */
public final class Signals {
  private Signals() {}

  /** {@code kill -STOP}. */
  public static void stop(long pid) throws IOException, InterruptedException {
    send("STOP", pid);
  }

  /** {@code kill -CONT}. */
  public static void resume(long pid) throws IOException, InterruptedException {
    send("CONT", pid);
  }

  private static void send(String signal, long pid) throws IOException, InterruptedException {
    int result =
        new ProcessBuilder("sh", "-c", "kill -" + signal + " " + pid).inheritIO().start().waitFor();
    if (result != 0) {
      throw new IOException("no " + signal + " to process " + pid);
    }
  }
}
