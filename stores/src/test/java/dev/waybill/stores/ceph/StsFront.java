package dev.waybill.stores.ceph;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.net.URIAuthority;

/**
 * The way to a gateway's STS that makes it look like AWS's.
 *
 * <p>The gateway judges who may assume a role, but has no condition for the external id. It has one
 * for the header {@code Referer}, in which this server passes the external id on; {@link
 * #judgeable} writes trust policies to match. Refusals get the form and the words of AWS, which the
 * gateway does not give them.
 */
public final class StsFront implements AutoCloseable {
  private static final String CONDITION_OF_AWS = "\"sts:ExternalId\"";
  private static final String CONDITION_OF_CEPH = "\"aws:Referer\"";
  private static final String REFERER = "Referer";

  /** What the client that passes requests on writes itself. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("Connection", "Content-length", "Host", "Transfer-encoding", REFERER);

  private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/]+)/");
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z.]+)</Code>");
  private static final Pattern EXPIRATION = Pattern.compile("<Expiration>([^<]+)</Expiration>");

  private record Answer(int status, String body) {}

  private final CephGateway gateway;
  private final Optional<Duration> longestSession;
  private final HttpHost target;
  private final CloseableHttpClient client = HttpClients.createMinimal();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private StsFront(CephGateway gateway, Optional<Duration> longestSession) {
    this.gateway = gateway;
    this.longestSession = longestSession;
    target = HttpHost.create(gateway.endpoint());
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts in front of a gateway, on a free port. */
  public static StsFront of(CephGateway gateway) {
    return new StsFront(gateway, Optional.empty());
  }

  /**
   * Starts in front of a gateway and says that sessions end after that time, shorter than STS gives
   * any. The gateway goes on to take them.
   */
  public static StsFront withSessionsOf(CephGateway gateway, Duration longest) {
    return new StsFront(gateway, Optional.of(longest));
  }

  /** The trust policy that the gateway has to judge for this one to hold here. */
  static String judgeable(String trustPolicy) {
    return trustPolicy.replace(CONDITION_OF_AWS, CONDITION_OF_CEPH);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, String> parameters = parameters(new String(body, UTF_8));
      Answer answer = answer(exchange, body, parameters);
      byte[] bytes = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(HttpExchange exchange, byte[] body, Map<String, String> parameters)
      throws IOException {
    Answer judged = client.execute(target, passedOn(exchange, body, parameters), StsFront::read);
    if (judged.status() == 200) {
      return new Answer(200, shortened(judged.body()));
    }
    String code = firstGroup(CODE, judged.body()).orElse("InternalFailure");
    return switch (code) {
      // AWS does not tell strangers which roles there are.
      case "AccessDenied", "NoSuchEntity" ->
          refusal(
              403,
              "AccessDenied",
              "User: "
                  + caller(exchange)
                  + " is not authorized to perform: sts:"
                  + parameters.get("Action")
                  + " on resource: "
                  + parameters.get("RoleArn"));
      case "InvalidAccessKeyId" ->
          refusal(
              403,
              "InvalidClientTokenId",
              "The security token included in the request is invalid.");
      case "SignatureDoesNotMatch" ->
          refusal(
              403,
              code,
              "The request signature we calculated does not match the signature you provided.");
      default -> refusal(judged.status(), code, "The gateway does not say why.");
    };
  }

  private String caller(HttpExchange exchange) {
    String accessKeyId =
        firstGroup(CREDENTIAL, exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    return gateway.arnOf(accessKeyId).orElse(accessKeyId);
  }

  private static ClassicHttpRequest passedOn(
      HttpExchange exchange, byte[] body, Map<String, String> parameters) {
    ClassicHttpRequest request =
        ClassicRequestBuilder.create(exchange.getRequestMethod())
            .setUri(exchange.getRequestURI())
            .setEntity(new ByteArrayEntity(body, null))
            .build();
    // The name under which it was sent is part of the signature.
    request.setAuthority(new URIAuthority("127.0.0.1", exchange.getLocalAddress().getPort()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!OF_THE_CONNECTION.contains(name)) {
                values.forEach(value -> request.addHeader(name, value));
              }
            });
    Optional.ofNullable(parameters.get("ExternalId"))
        .ifPresent(id -> request.setHeader(REFERER, id));
    return request;
  }

  private static Answer read(ClassicHttpResponse response) throws IOException, ParseException {
    return new Answer(response.getCode(), EntityUtils.toString(response.getEntity(), UTF_8));
  }

  private String shortened(String body) {
    Optional<Instant> expiration = firstGroup(EXPIRATION, body).map(Instant::parse);
    if (longestSession.isEmpty() || expiration.isEmpty()) {
      return body;
    }
    Instant end = Instant.now().plus(longestSession.get());
    return EXPIRATION.matcher(body).replaceFirst("<Expiration>" + end + "</Expiration>");
  }

  private static Answer refusal(int status, String code, String message) {
    return new Answer(
        status,
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
            + "<Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message></Error><RequestId>"
            + UUID.randomUUID()
            + "</RequestId></ErrorResponse>");
  }

  private static Map<String, String> parameters(String form) {
    return Stream.of(form.split("&"))
        .map(parameter -> parameter.split("=", 2))
        .collect(toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static Optional<String> firstGroup(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
