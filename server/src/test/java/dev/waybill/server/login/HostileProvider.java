package dev.waybill.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Answers as an OpenID provider does, or as a test wants it to lie. */
final class HostileProvider implements AutoCloseable {
  static final String CLIENT = "waybill";
  static final String SECRET = "a secret of more than two hundred and fifty-six bits";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RSAKey key = newKey();
  private final Map<String, Map<String, Object>> tokens = new ConcurrentHashMap<>();

  /** How ID tokens are made of their claims. */
  volatile Function<Map<String, Object>, String> signing = claims -> signed(claims, key);

  /** What is said of the person beyond the ID token. */
  volatile String userInfo = "{\"sub\":\"42\"}";

  /** What the token endpoint answers instead of tokens; empty for tokens. */
  volatile String failure = "";

  volatile int failureStatus = 500;

  /** The token endpoint answers when this is open. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  /** How many wait for the token endpoint. */
  final AtomicInteger waiting = new AtomicInteger();

  /** What the configuration says of the issuer; empty for the truth. */
  volatile String issuerSaid = "";

  HostileProvider(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/.well-known/openid-configuration", it -> send(it, 200, configuration()));
    server.createContext("/jwks", it -> send(it, 200, new JWKSet(key).toString()));
    server.createContext("/userinfo", it -> send(it, 200, userInfo));
    server.createContext("/token", this::token);
    server.setExecutor(threads);
    server.start();
  }

  URI issuer() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  RSAKey key() {
    return key;
  }

  /** The next exchange of the code gets these claims. */
  void answers(String code, Map<String, Object> claims) {
    tokens.put(code, claims);
  }

  private String configuration() {
    String issuer = issuer().toString();
    return """
    {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token",
    "jwks_uri":"%s/jwks","userinfo_endpoint":"%s/userinfo",
    "response_types_supported":["code"],"subject_types_supported":["public"],
    "id_token_signing_alg_values_supported":["RS256"],
    "authorization_response_iss_parameter_supported":true}
    """
        .formatted(issuerSaid.isEmpty() ? issuer : issuerSaid, issuer, issuer, issuer, issuer);
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        UriParameters.of(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    waiting.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    waiting.decrementAndGet();
    if (!failure.isEmpty()) {
      send(exchange, failureStatus, failure);
      return;
    }
    Map<String, Object> claims = tokens.remove(form.getOrDefault("code", ""));
    if (claims == null || !form.containsKey("code_verifier")) {
      send(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    send(
        exchange,
        200,
        "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\"%s\"}"
            .formatted(signing.apply(claims)));
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID("1").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String signed(Map<String, Object> claims, RSAKey key) {
    try {
      return signed(claims, JWSAlgorithm.RS256, new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With the client's secret, which the client would know to check. */
  static String macced(Map<String, Object> claims) {
    try {
      return signed(claims, JWSAlgorithm.HS256, new MACSigner(SECRET));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String unsigned(Map<String, Object> claims) {
    return new PlainJWT(parse(claims)).serialize();
  }

  private static String signed(Map<String, Object> claims, JWSAlgorithm algorithm, JWSSigner signer)
      throws JOSEException {
    var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("1").build(), parse(claims));
    token.sign(signer);
    return token.serialize();
  }

  private static JWTClaimsSet parse(Map<String, Object> claims) {
    try {
      return JWTClaimsSet.parse(new HashMap<>(claims));
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
