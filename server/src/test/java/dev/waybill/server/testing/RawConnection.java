package dev.waybill.server.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which a test decides which bytes go when. */
public final class RawConnection implements AutoCloseable {
  private static final int SMALL = 4096;

  private final Socket socket;

  public RawConnection(URI server) throws IOException {
    this.socket = new Socket(server.getHost(), server.getPort());
  }

  private RawConnection(Socket socket) {
    this.socket = socket;
  }

  /** One that takes little of an answer which nobody reads. */
  public static RawConnection withoutRoom(URI server) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(SMALL);
    socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
    return new RawConnection(socket);
  }

  /** One that sent the head of a request and the first byte of its body. */
  public static RawConnection halfARequest(URI server, String path, String type, String key)
      throws IOException {
    var connection = new RawConnection(server);
    connection.send(
        """
        POST %s HTTP/1.1
        Host: localhost
        %s: Bearer %s
        Content-Type: %s
        Transfer-Encoding: chunked

        1
        {
        """
            .formatted(path, key.isEmpty() ? "Nobody" : "Authorization", key, type));
    return connection;
  }

  /** Sends text, line feeds as HTTP wants them. */
  public void send(String text) throws IOException {
    socket.getOutputStream().write(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** Waits for the first line of the answer. */
  public String statusLine() throws IOException {
    var in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    return String.valueOf(in.readLine());
  }

  /** Whether anything of the answer is there. */
  public boolean answered() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
