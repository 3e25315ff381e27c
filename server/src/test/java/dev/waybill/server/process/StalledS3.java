package dev.waybill.server.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Takes every put, but leaves those of events without an answer until it is told to go on. */
final class StalledS3 implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final Set<String> stored = ConcurrentHashMap.newKeySet();

  StalledS3() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", this::answer);
    http.setExecutor(threads);
    http.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  void awaitStall() throws InterruptedException {
    stalled.await();
  }

  void goOn() {
    goOn.countDown();
  }

  /** Names of objects with events that were put and answered. */
  Set<String> stored() {
    return stored;
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    String path = exchange.getRequestURI().getPath();
    if (path.contains("/events/")) {
      stalled.countDown();
      awaitGoOn();
      stored.add(path);
    }
    exchange.getResponseHeaders().add("ETag", "\"0123456789abcdef0123456789abcdef\"");
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void awaitGoOn() {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
