package dev.waybill.stores.s3;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.waybill.storage.Credentials.AccessKey;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * AWS KMS on loopback, as far as Encrypt and Decrypt: it speaks the protocol (JSON 1.1), wants
 * requests to be signed for KMS by its identity (the signature's value is not checked), and binds
 * what it encrypts to key and encryption context. An alias is the key that it is pointed at.
 */
public final class FakeKms implements AutoCloseable {
  public static final AccessKey IDENTITY = new AccessKey("AKIAWAYBILLSERVICE01", "only/for+tests");
  public static final String KEY =
      "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
  public static final String OTHER_KEY =
      "arn:aws:kms:eu-central-1:111122223333:key/8765dcba-12ab-34cd-56ef-0987654321ba";

  /** Stands for {@link #KEY}, until it is pointed at another. */
  public static final String ALIAS = "arn:aws:kms:eu-central-1:111122223333:alias/waybill";

  private static final Pattern SIGNED =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential="
              + IDENTITY.accessKeyId()
              + "/[0-9]{8}/eu-central-1/kms/aws4_request, SignedHeaders=[a-z0-9;-]*x-amz-date[a-z0-9;-]*, Signature=[0-9a-f]{64}");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  /**
   * What was asked.
   *
   * @param operation {@code Encrypt} or {@code Decrypt}
   */
  public record Asked(String operation, String key, Map<String, String> context) {}

  private record Refusal(int status, String code, String message) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec secret;
  private final Map<String, String> keys = new ConcurrentHashMap<>();
  private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
  private volatile Optional<Refusal> refusal = Optional.empty();
  private volatile BooleanSupplier silent = () -> false;

  public FakeKms() {
    byte[] material = new byte[16];
    random.nextBytes(material);
    secret = new SecretKeySpec(material, "AES");
    keys.put(KEY, KEY);
    keys.put(OTHER_KEY, OTHER_KEY);
    keys.put(ALIAS, KEY);
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

  /** From now on the alias stands for that key. */
  public void pointAliasAt(String key) {
    keys.put(ALIAS, key);
  }

  /** From now on every request gets that answer. */
  public void refuse(int status, String code, String message) {
    refusal = Optional.of(new Refusal(status, code, message));
  }

  /** From now on it works. */
  public void work() {
    refusal = Optional.empty();
    silent = () -> false;
  }

  /** From now on no request gets an answer. */
  public void fallSilent() {
    silent = () -> true;
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
    JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
    if (silent.getAsBoolean()) {
      return; // the connection stays as it is
    }
    String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
    String operation = target.replace("TrentService.", "");
    String key = request.path("KeyId").asString("");
    Map<String, String> context = new TreeMap<>();
    request
        .path("EncryptionContext")
        .properties()
        .forEach(entry -> context.put(entry.getKey(), entry.getValue().asString()));
    asked.add(new Asked(operation, key, context));
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
    } else if (!isSigned(exchange)) {
      refuse(
          exchange,
          new Refusal(
              400,
              "UnrecognizedClientException",
              "The security token included in the request is invalid."));
    } else if (!keys.containsKey(key)) {
      refuse(exchange, new Refusal(400, "NotFoundException", "Key '" + key + "' does not exist"));
    } else {
      answer(exchange, operation, String.valueOf(keys.get(key)), context, request);
    }
  }

  private static boolean isSigned(HttpExchange exchange) {
    return SIGNED
        .matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))
        .matches();
  }

  private void answer(
      HttpExchange exchange,
      String operation,
      String key,
      Map<String, String> context,
      JsonNode request)
      throws IOException {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("KeyId", key);
    answer.put("EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
    byte[] bound = (key + "\n" + context).getBytes(UTF_8);
    try {
      switch (operation) {
        case "Encrypt" -> {
          byte[] nonce = new byte[NONCE];
          random.nextBytes(nonce);
          byte[] sealed =
              crypt(Cipher.ENCRYPT_MODE, nonce, bound, bytes(request.path("Plaintext")));
          answer.put(
              "CiphertextBlob",
              Base64.getEncoder().encodeToString(blob(key.getBytes(UTF_8), nonce, sealed)));
        }
        case "Decrypt" -> {
          byte[] blob = bytes(request.path("CiphertextBlob"));
          int start = key.getBytes(UTF_8).length;
          if (keys.values().stream().filter(Predicate.not(key::equals)).anyMatch(of(blob))) {
            refuse(exchange, new Refusal(400, "IncorrectKeyException", ""));
            return;
          }
          byte[] clear =
              crypt(
                  Cipher.DECRYPT_MODE,
                  Arrays.copyOfRange(blob, start, start + NONCE),
                  bound,
                  Arrays.copyOfRange(blob, start + NONCE, blob.length));
          answer.put("Plaintext", Base64.getEncoder().encodeToString(clear));
        }
        default ->
            throw new IllegalStateException("this KMS does not know the operation " + operation);
      }
    } catch (GeneralSecurityException e) {
      refuse(exchange, new Refusal(400, "InvalidCiphertextException", ""));
      return;
    }
    send(exchange, 200, answer);
  }

  /** What is encrypted says with which key. */
  private static byte[] blob(byte[] key, byte[] nonce, byte[] sealed) {
    return ByteBuffer.allocate(key.length + NONCE + sealed.length)
        .put(key)
        .put(nonce)
        .put(sealed)
        .array();
  }

  private static Predicate<String> of(byte[] blob) {
    return key -> new String(blob, ISO_8859_1).startsWith(key);
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] bound, byte[] text)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bound);
    return cipher.doFinal(text);
  }

  private static byte[] bytes(JsonNode base64) {
    return Base64.getDecoder().decode(base64.asString());
  }

  private static void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("__type", refusal.code());
    body.put("message", refusal.message());
    exchange.getResponseHeaders().set("x-amzn-ErrorType", refusal.code());
    send(exchange, refusal.status(), body);
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
