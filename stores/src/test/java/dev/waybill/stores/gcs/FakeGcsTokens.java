package dev.waybill.stores.gcs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.waybill.stores.gcs.FakeGcsExchange.Reply;
import dev.waybill.stores.gcs.FakeGcsExchange.Request;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Google's token endpoint, for keys of service accounts (RFC 7523). */
final class FakeGcsTokens {
  /** Wherever it is asked, as Google's library has it. */
  private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

  private static final Duration LONGEST = Duration.ofMinutes(61);
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, FakeServiceAccount> keys = new ConcurrentHashMap<>();
  private final Map<String, String> accounts = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();

  void register(FakeServiceAccount account) {
    keys.put(account.keyId(), account);
  }

  void deleteKey(FakeServiceAccount account) {
    keys.remove(account.keyId());
  }

  void revokeTokens() {
    accounts.clear();
  }

  int issued() {
    return issued.get();
  }

  /** Whose token that is. */
  Optional<String> account(String authorization) {
    return Optional.ofNullable(accounts.get(authorization.replaceFirst("^Bearer ", "")));
  }

  Reply exchange(Request request) {
    Map<String, String> form =
        FakeGcsExchange.query(new String(request.body(), US_ASCII).replace("+", "%20"));
    if (!"urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.get("grant_type"))) {
      return refused("unsupported_grant_type", "Invalid grant_type.");
    }
    String[] parts = form.getOrDefault("assertion", "").split("\\.", -1);
    if (parts.length != 3) {
      return refused("invalid_request", "Bad Request");
    }
    FakeServiceAccount account = keys.get(json(parts[0]).path("kid").asString(""));
    JsonNode claims = json(parts[1]);
    if (account == null || !isSigned(parts, account)) {
      return refused("invalid_grant", "Invalid JWT Signature.");
    }
    if (!claims.path("iss").asString("").equals(account.email())) {
      return refused("invalid_grant", "Invalid grant: account not found");
    }
    Instant now = Instant.now();
    Instant from = Instant.ofEpochSecond(claims.path("iat").asLong(0));
    Instant to = Instant.ofEpochSecond(claims.path("exp").asLong(0));
    if (!claims.path("aud").asString("").equals(AUDIENCE)) {
      return refused("invalid_grant", "Invalid JWT: Failed audience check.");
    }
    if (from.isAfter(now.plusSeconds(300))
        || to.isBefore(now)
        || Duration.between(from, to).compareTo(LONGEST) > 0) {
      return refused(
          "invalid_grant",
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
              + " timeframe. Check your iat and exp values in the JWT claim.");
    }
    if (!claims.path("scope").asString("").contains("/auth/devstorage.read_write")) {
      return refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
    }
    String token = "ya29." + UUID.randomUUID();
    accounts.put(token, account.email());
    issued.incrementAndGet();
    return Reply.json(
        200,
        "{\"access_token\":\"%s\",\"expires_in\":3599,\"token_type\":\"Bearer\"}".formatted(token));
  }

  private static boolean isSigned(String[] parts, FakeServiceAccount account) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(account.publicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static JsonNode json(String part) {
    return JSON.readTree(Base64.getUrlDecoder().decode(part));
  }

  private static Reply refused(String error, String description) {
    return Reply.json(
        400, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
  }
}
