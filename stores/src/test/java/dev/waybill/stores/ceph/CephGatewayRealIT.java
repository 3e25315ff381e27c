package dev.waybill.stores.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CephGatewayRealIT {
  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir private Path parent;

  @Test
  void leavesNothingBehind() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("ceph"));
    CephGateway gateway = CephGateway.start(folder);
    List<ProcessHandle> daemons = shell(gateway).descendants().toList();

    gateway.close();

    assertThat(daemons).hasSizeGreaterThan(2).noneMatch(ProcessHandle::isAlive);
    assertThat(folder).doesNotExist();
  }

  @Test
  void endsEvenIfItsShellIsKilled() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("ceph"));
    CephGateway gateway = CephGateway.start(folder);
    URI endpoint = gateway.endpoint();
    try (Socket connection = new Socket(endpoint.getHost(), endpoint.getPort())) {
      connection.setSoTimeout(PATIENCE_MILLIS);

      shell(gateway).destroyForcibly();

      assertThat(isCut(connection)).isTrue();
    }
  }

  private static ProcessHandle shell(CephGateway gateway) {
    return ProcessHandle.of(gateway.pid()).orElseThrow();
  }

  private static boolean isCut(Socket connection) throws IOException {
    try {
      return connection.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }
}
