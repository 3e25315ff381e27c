package dev.waybill.server.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a store and makes trouble: what was asked for, else what the weather brings. It
 * remembers what was sent under which name. Each connection serves one request.
 */
final class FaultProxy implements AutoCloseable {
  /** How long {@link Trouble#UNAVAILABLE} and, now and then, a slow-down ask to wait. */
  static final Duration RETRY_AFTER = Duration.ofMinutes(20);

  private final ServerSocket server;
  private final URI store;
  private final Duration requestTimeout;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final NamesAndContents contents = new NamesAndContents();
  private final List<StoreRequest> seen = new CopyOnWriteArrayList<>();
  private final Queue<Trouble> asked = new ConcurrentLinkedQueue<>();
  private final Map<Trouble, Integer> made = new EnumMap<>(Trouble.class);
  private Random random = new Random(0);
  private Weather weather = Weather.CALM;
  private Trouble outage = Trouble.NONE;

  /**
   * @param requestTimeout after which senders give up
   */
  FaultProxy(URI store, Duration requestTimeout) {
    this.store = store;
    this.requestTimeout = requestTimeout;
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  synchronized void weather(Weather next, long seed) {
    weather = next;
    random = new Random(seed);
  }

  /** Until another one is said, every request gets this, or, with none, what it would get. */
  synchronized void outage(Trouble trouble) {
    outage = trouble;
  }

  /** The next requests that write get these, one each. */
  void next(Trouble... troubles) {
    asked.addAll(Arrays.asList(troubles));
  }

  NamesAndContents contents() {
    return contents;
  }

  /** What was asked for and did not come yet does not come. */
  void forget() {
    asked.clear();
  }

  /** The requests that wrote. */
  List<StoreRequest> seen() {
    return seen;
  }

  /** How often each trouble came. */
  synchronized Map<Trouble, Integer> made() {
    return new EnumMap<>(made);
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      Optional<StoreRequest> request = StoreRequest.read(in);
      if (request.isPresent()) {
        if (request.get().writes()) {
          seen.add(request.get());
        }
        serve(request.get(), in, client);
      }
    } catch (IOException e) {
      reset(client); // the store is not there, or the sender has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Trouble troubleFor(StoreRequest request) {
    if (outage != Trouble.NONE) {
      return outage;
    }
    Trouble first = request.writes() ? asked.poll() : null;
    Trouble trouble = first == null ? weather.next(random) : first;
    made.merge(trouble, 1, Integer::sum);
    return trouble;
  }

  private void serve(StoreRequest request, InputStream in, Socket client)
      throws IOException, InterruptedException {
    Trouble trouble = troubleFor(request);
    if (trouble == Trouble.RESET_BEFORE) {
      reset(client);
      return;
    }
    OutputStream out = client.getOutputStream();
    if (request.expectsContinue()) {
      write(out, "HTTP/1.1 100 Continue\r\n\r\n");
    }
    if (trouble == Trouble.RESET_IN_BODY) {
      byte[] half = StoreRequest.body(in, request.bodyLength() / 2);
      reset(client);
      breakOff(request, half);
      return;
    }
    byte[] body = StoreRequest.body(in, request.bodyLength());
    contents.sent(request, body);
    switch (trouble) {
      case NONE -> out.write(forward(request, body));
      case DELAYED -> {
        Thread.sleep(requestTimeout.dividedBy(4));
        out.write(forward(request, body));
      }
      case OVERDUE -> {
        Thread.sleep(requestTimeout.plusMillis(500));
        out.write(forward(request, body));
      }
      case RESET_AFTER -> {
        forward(request, body);
        reset(client);
      }
      case ANSWER_CUT -> {
        byte[] answer = forward(request, body);
        out.write(answer, 0, answer.length / 3);
        out.flush();
        reset(client);
      }
      case STALLED_BEFORE -> awaitEnd(client);
      case STALLED_AFTER -> {
        forward(request, body);
        awaitEnd(client);
      }
      case LIE -> {
        forward(request, body);
        answer(out, "500 Internal Server Error", error("InternalError"));
      }
      case SLOW_DOWN -> answer(out, "503 Slow Down", error("SlowDown"));
      case UNAVAILABLE ->
          answer(
              out,
              "503 Service Unavailable\r\nRetry-After: " + RETRY_AFTER.toSeconds(),
              "<html>back soon</html>");
      case ACCESS_DENIED -> answer(out, "403 Forbidden", error("AccessDenied"));
      case INTERNAL_ERROR -> answer(out, "500 Internal Server Error", error("InternalError"));
      case RESET_BEFORE, RESET_IN_BODY -> throw new AssertionError(trouble);
    }
  }

  private byte[] forward(StoreRequest request, byte[] body) throws IOException {
    try (Socket socket = new Socket(store.getHost(), store.getPort())) {
      OutputStream out = socket.getOutputStream();
      request.writeTo(out);
      out.write(body);
      out.flush();
      return closing(socket.getInputStream().readAllBytes());
    }
  }

  /** Not every store repeats that its connection ends, and this one ends, too. */
  private static byte[] closing(byte[] answer) {
    String text = new String(answer, StandardCharsets.ISO_8859_1);
    return text.replaceFirst("\r\n", "\r\nConnection: close\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private void breakOff(StoreRequest request, byte[] half) throws IOException {
    try (Socket socket = new Socket(store.getHost(), store.getPort())) {
      OutputStream out = socket.getOutputStream();
      request.writeTo(out);
      out.write(half);
      out.flush();
      reset(socket);
    }
  }

  /** The sender gives up at some time. */
  private static void awaitEnd(Socket client) throws IOException {
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private static void answer(OutputStream out, String status, String body) throws IOException {
    write(
        out,
        "HTTP/1.1 %s\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n%s"
            .formatted(status, body.length(), body));
  }

  private static String error(String code) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
        .formatted(code, code);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Closed with RST, not FIN. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // it is gone
    }
  }
}
