package dev.waybill.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers the S3 calls of an upload and forgets the bytes: the network's end, at no cost. */
final class DiscardingS3 implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  DiscardingS3() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", DiscardingS3::answer);
    http.setExecutor(threads);
    http.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    byte[] body = body(exchange).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("ETag", "\"0123456789abcdef0123456789abcdef\"");
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static String body(HttpExchange exchange) {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (!exchange.getRequestMethod().equals("POST")) {
      return "";
    }
    return query.startsWith("uploads")
        ? "<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>"
        : "<CompleteMultipartUploadResult><ETag>e</ETag></CompleteMultipartUploadResult>";
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }
}
