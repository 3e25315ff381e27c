package dev.waybill.stores.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.storage.Credentials.AccessKey;
import dev.waybill.storage.RoleArn;
import dev.waybill.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * AWS's Security Token Service on loopback, as far as AssumeRole: it knows one identity by its
 * access key id (signatures are not checked), roles by whom they trust, and gives out sessions that
 * end by the clock it is given. It answers in AWS's words, and tells no more than AWS.
 */
public final class FakeSts implements AutoCloseable {
  /** The service's own identity. */
  public static final AccessKey IDENTITY = new AccessKey("AKIAWAYBILLSERVICE01", "only/for+tests");

  public static final String IDENTITY_ARN = "arn:aws:iam::999988887777:user/waybill";

  /**
   * What was asked.
   *
   * @param externalId empty if none was sent
   */
  public record Asked(
      String roleArn, Optional<String> externalId, String sessionName, int seconds, String host) {}

  /** Is told of requests; what it does in between is time that the answer takes. */
  public interface Watcher {
    /** A request has come. */
    void came(Asked asked);

    /** It is answered next. */
    void answers(Asked asked);
  }

  private record Session(String secret, Instant expiresAt) {}

  /** Whom a role trusts: the identity, with that external id or, if empty, with any or none. */
  private record Trust(Optional<String> externalId) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final TimeSource time;
  private final Map<String, Trust> roles = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Queue<ScriptedS3Server.Answer> script = new ConcurrentLinkedQueue<>();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger given = new AtomicInteger();
  private volatile Duration longest = Duration.ofHours(12);
  private volatile Optional<Watcher> watcher = Optional.empty();

  public FakeSts(TimeSource time) {
    this.time = time;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From now on the role exists and trusts the identity, if it says that external id. */
  public void trust(RoleArn role, String externalId) {
    roles.put(role.value(), new Trust(Optional.of(externalId)));
  }

  /** From now on the role exists and trusts the identity, whatever external id it says or not. */
  public void trustWithoutCondition(RoleArn role) {
    roles.put(role.value(), new Trust(Optional.empty()));
  }

  public void distrust(RoleArn role) {
    roles.remove(role.value());
  }

  /** From now on all requests are told to that one. */
  public void tell(Watcher whom) {
    watcher = Optional.of(whom);
  }

  /** From now on sessions last that long, whatever is asked for. */
  public void letSessionsLast(Duration duration) {
    longest = duration;
  }

  /** Ends all sessions now. */
  public void endSessions() {
    sessions.clear();
  }

  /** The next request gets that answer, whatever it asks. */
  public FakeSts thenError(int status, String code, String message) {
    return then(exchange -> refuse(exchange, status, code, message));
  }

  FakeSts then(ScriptedS3Server.Answer answer) {
    script.add(answer);
    return this;
  }

  /** The secret of a session that has not ended. */
  public Optional<String> secretOf(String accessKeyId) {
    return Optional.ofNullable(sessions.get(accessKeyId))
        .filter(session -> time.now().isBefore(session.expiresAt()))
        .map(Session::secret);
  }

  /** Every request so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String role = form.getOrDefault("RoleArn", "");
    Optional<String> externalId = Optional.ofNullable(form.get("ExternalId"));
    int seconds = Integer.parseInt(form.getOrDefault("DurationSeconds", "3600"));
    Asked request =
        new Asked(
            role,
            externalId,
            form.getOrDefault("RoleSessionName", ""),
            seconds,
            exchange.getRequestHeaders().getFirst("Host"));
    asked.add(request);
    Optional<Watcher> told = watcher;
    told.ifPresent(each -> each.came(request));
    told.ifPresent(each -> each.answers(request));
    ScriptedS3Server.Answer answer = script.poll();
    Optional<Trust> trust = Optional.ofNullable(roles.get(role));
    if (answer != null) {
      answer.to(exchange);
    } else if (!isOfTheIdentity(exchange)) {
      refuse(
          exchange,
          403,
          "InvalidClientTokenId",
          "The security token included in the request is invalid.");
    } else if (trust.filter(trusted -> isSatisfied(trusted, externalId)).isEmpty()) {
      refuse(exchange, 403, "AccessDenied", denial(role));
    } else {
      grant(exchange, role, Duration.ofSeconds(seconds));
    }
  }

  /** What AWS says of a role that trusts another or nobody, wants another id, or does not exist. */
  public static String denial(String role) {
    return "User: "
        + IDENTITY_ARN
        + " is not authorized to perform: sts:AssumeRole on resource: "
        + role;
  }

  private static boolean isSatisfied(Trust trust, Optional<String> externalId) {
    return trust.externalId().isEmpty() || trust.externalId().equals(externalId);
  }

  private static boolean isOfTheIdentity(HttpExchange exchange) {
    return exchange
        .getRequestHeaders()
        .getFirst("Authorization")
        .contains("Credential=" + IDENTITY.accessKeyId() + "/");
  }

  private void grant(HttpExchange exchange, String role, Duration asked) throws IOException {
    int number = given.incrementAndGet();
    String accessKeyId = "ASIATEST%012d".formatted(number);
    String secret = "secret-of-session-" + number;
    Duration duration = asked.compareTo(longest) < 0 ? asked : longest;
    Instant expiresAt = time.now().plus(duration);
    sessions.put(accessKeyId, new Session(secret, expiresAt));
    ScriptedS3Server.send(
        exchange,
        200,
        Map.of(),
        """
        <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <AssumeRoleResult>
            <AssumedRoleUser><AssumedRoleId>AROATEST:waybill</AssumedRoleId><Arn>%s</Arn></AssumedRoleUser>
            <Credentials>
              <AccessKeyId>%s</AccessKeyId>
              <SecretAccessKey>%s</SecretAccessKey>
              <SessionToken>token-of-session-%d</SessionToken>
              <Expiration>%s</Expiration>
            </Credentials>
          </AssumeRoleResult>
          <ResponseMetadata><RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId></ResponseMetadata>
        </AssumeRoleResponse>
        """
            .formatted(role, accessKeyId, secret, number, expiresAt));
  }

  private static void refuse(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    ScriptedS3Server.send(
        exchange,
        status,
        Map.of(),
        """
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
          <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
          <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>
        </ErrorResponse>
        """
            .formatted(code, message));
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }
}
