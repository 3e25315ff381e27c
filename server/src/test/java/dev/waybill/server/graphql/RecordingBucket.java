package dev.waybill.server.graphql;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A store that takes every put, encrypted as asked, and remembers how it was put. */
final class RecordingBucket implements AutoCloseable {
  private static final String ENCRYPTION = "x-amz-server-side-encryption";

  /** A put, without its body. */
  record Put(String key, Headers headers) {
    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Put> puts = new ConcurrentLinkedQueue<>();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean holding;

  RecordingBucket() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The puts of objects whose keys contain that, in order. */
  List<Put> puts(String part) {
    return puts.stream().filter(put -> put.key().contains(part)).toList();
  }

  Put lastPut(String part) {
    return puts(part).getLast();
  }

  /** Lets the next put of events wait until {@link #release}. */
  void holdEvents() {
    holding = true;
  }

  void awaitEvents() throws InterruptedException {
    arrived.await();
  }

  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
    threads.shutdownNow();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
      if (query.contains("uploadId=")) {
        // A part of an upload that was never started: a question, and no put.
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      String key = exchange.getRequestURI().getPath();
      puts.add(new Put(key, exchange.getRequestHeaders()));
      if (holding && key.contains("/events/")) {
        holding = false;
        arrived.countDown();
        released.await();
      }
      exchange.getResponseHeaders().set("ETag", "\"etag\"");
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (name.toLowerCase(Locale.ROOT).startsWith(ENCRYPTION)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      exchange.sendResponseHeaders(200, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
