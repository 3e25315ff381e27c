package dev.waybill.stores.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of this machine for a server that has to know it before it listens. It is below those that
 * systems give to connections by themselves, so that none takes it before the server does.
 */
public final class FreePort {
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;

  private FreePort() {}

  /** One that nobody listens on at this moment. */
  public static int draw() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException e) {
        // Somebody else has it.
      }
    }
  }
}
