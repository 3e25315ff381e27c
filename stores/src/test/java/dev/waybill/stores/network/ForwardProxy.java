package dev.waybill.stores.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP proxy on loopback that asks for user and password: {@code CONNECT}, and absolute targets
 * for {@code http}. It resolves names itself.
 */
public final class ForwardProxy implements AutoCloseable {
  private static final OutboundProxy.Login LOGIN =
      new OutboundProxy.Login("waybill", "pass:word/ü");

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();

  public ForwardProxy() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  /** How to use it. */
  public OutboundProxy address() {
    return new OutboundProxy("localhost", server.getLocalPort(), Optional.of(LOGIN));
  }

  /** The same as a setting. */
  public String url() {
    return "http://waybill:pass%3Aword%2F%C3%BC@localhost:" + server.getLocalPort();
  }

  /** How somebody would use it with that login. */
  public OutboundProxy addressWithLogin(Optional<OutboundProxy.Login> login) {
    return new OutboundProxy("localhost", server.getLocalPort(), login);
  }

  /** The next request gets this status instead, with a page for people. */
  public ForwardProxy thenRefuse(String status) {
    refusals.add(status);
    return this;
  }

  /** Method and target of all requests that had the right password. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /** Nothing listens any more when it returns, not even until a thread has noticed. */
  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
    threads.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      List<String> head = head(client.getInputStream());
      if (!head.contains("proxy-authorization: " + authorization())) {
        refuse(
            client.getOutputStream(),
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"");
        return;
      }
      String[] request = head.getFirst().split(" ", 3);
      seen.add(request[0] + " " + request[1]);
      String refusal = refusals.poll();
      if (refusal != null) {
        refuse(client.getOutputStream(), refusal);
      } else if (request[0].equals("CONNECT")) {
        connect(client, URI.create("tunnel://" + request[1]));
      } else {
        forward(client, request, head);
      }
    } catch (IOException e) {
      // one of both sides has gone
    }
  }

  private void connect(Socket client, URI target) throws IOException {
    try (Socket store = new Socket(target.getHost(), target.getPort())) {
      write(client.getOutputStream(), "HTTP/1.1 200 Connection established\r\n\r\n");
      pump(client, store);
    }
  }

  /** Serves one request, so that no second one passes unseen on the same connection. */
  private void forward(Socket client, String[] request, List<String> head) throws IOException {
    URI target = URI.create(request[1]);
    int port = target.getPort() < 0 ? 80 : target.getPort();
    try (Socket store = new Socket(target.getHost(), port)) {
      StringBuilder text = new StringBuilder();
      String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
      text.append(request[0] + " " + target.getRawPath() + query + " " + request[2] + "\r\n");
      head.stream()
          .skip(1)
          .filter(line -> !line.startsWith("proxy-") && !line.startsWith("connection:"))
          .forEach(line -> text.append(line).append("\r\n"));
      write(store.getOutputStream(), text + "connection: close\r\n\r\n");
      pump(client, store);
    }
  }

  private void pump(Socket client, Socket store) throws IOException {
    open.add(store);
    threads.execute(
        () -> {
          try {
            client.getInputStream().transferTo(store.getOutputStream());
            store.shutdownOutput();
          } catch (IOException e) {
            // one of both sides has gone
          }
        });
    store.getInputStream().transferTo(client.getOutputStream());
  }

  /** The lines up to the empty one, with the headers' names in small letters. */
  private static List<String> head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString()
        .strip()
        .lines()
        .map(
            line -> {
              int colon = line.indexOf(": ");
              return colon < 0 || line.contains(" HTTP/1.1")
                  ? line
                  : line.substring(0, colon).toLowerCase(Locale.ROOT) + line.substring(colon);
            })
        .toList();
  }

  private static String authorization() {
    byte[] login = (LOGIN.user() + ":" + LOGIN.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  private static void refuse(OutputStream out, String status) throws IOException {
    String page = "<html>no</html>";
    write(
        out,
        "HTTP/1.1 "
            + status
            + "\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: "
            + page.length()
            + "\r\n\r\n"
            + page);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }
}
