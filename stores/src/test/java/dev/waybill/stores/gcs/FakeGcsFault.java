package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import dev.waybill.stores.gcs.FakeGcsExchange.Reply;
import dev.waybill.stores.gcs.FakeGcsExchange.Request;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What may happen to one request on its way, or at Google. */
public final class FakeGcsFault {
  /** What Google does with a request. */
  interface Service {
    Reply serve(Request request);
  }

  interface Act {
    void meet(HttpExchange exchange, Service service) throws IOException;
  }

  private final Act act;

  private FakeGcsFault(Act act) {
    this.act = act;
  }

  /** Does what was asked, and closes the connection without a word. */
  public static FakeGcsFault loseReply() {
    return new FakeGcsFault(
        (exchange, service) -> {
          service.serve(Request.read(exchange));
          exchange.close();
        });
  }

  /** Closes the connection after some bytes of the body, and does nothing. */
  public static FakeGcsFault cutAfter(int bytes) {
    return new FakeGcsFault(
        (exchange, service) -> {
          byte[] taken = exchange.getRequestBody().readNBytes(bytes);
          if (taken.length < bytes) {
            throw new IOException("the request has but " + taken.length + " bytes");
          }
          exchange.close();
        });
  }

  /** Takes the request, and does and says nothing until then; afterwards hangs up. */
  public static FakeGcsFault silentUntil(CountDownLatch end) {
    return new FakeGcsFault(
        (exchange, service) -> {
          Request.read(exchange);
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
  }

  /** Does nothing and says so, in the words of the JSON API. */
  public static FakeGcsFault error(int status, String reason, String message) {
    return answer(Reply.error(status, reason, message));
  }

  /** Does nothing, and answers with that. */
  public static FakeGcsFault answer(int status, Map<String, String> headers, String body) {
    Reply reply = Reply.plain(status, body);
    for (Map.Entry<String, String> header : headers.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return answer(reply);
  }

  /** Does what was asked, and answers with that all the same. */
  public static FakeGcsFault doneBut(int status, String body) {
    return new FakeGcsFault(
        (exchange, service) -> {
          service.serve(Request.read(exchange));
          Reply.plain(status, body).send(exchange);
        });
  }

  /** Takes so many bytes of the body, and answers as if there were no more. */
  public static FakeGcsFault keepOnly(int bytes) {
    return new FakeGcsFault(
        (exchange, service) -> service.serve(Request.read(exchange).cutTo(bytes)).send(exchange));
  }

  /** Answers with that, and closes the connection after some bytes of the body. */
  public static FakeGcsFault breakOffAfter(
      int bytes, int status, Map<String, String> headers, byte[] body) {
    return new FakeGcsFault(
        (exchange, service) -> {
          Request.read(exchange);
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body, 0, bytes);
          exchange.getResponseBody().flush();
          exchange.close();
        });
  }

  /** Does what was asked, with a byte of the content that changed on the way. */
  public static FakeGcsFault changeAByte() {
    return new FakeGcsFault(
        (exchange, service) -> service.serve(Request.read(exchange).changed()).send(exchange));
  }

  /** Does what was asked, and answers with another word in the place of one. */
  public static FakeGcsFault sayingInstead(String of, String instead) {
    return new FakeGcsFault(
        (exchange, service) -> {
          Reply reply = service.serve(Request.read(exchange));
          String body = new String(reply.body(), UTF_8);
          Reply.json(reply.status(), body.replaceAll(of, instead)).send(exchange);
        });
  }

  void meet(HttpExchange exchange, Service service) throws IOException {
    act.meet(exchange, service);
  }

  private static FakeGcsFault answer(Reply reply) {
    return new FakeGcsFault(
        (exchange, service) -> {
          Request.read(exchange);
          reply.send(exchange);
        });
  }
}
