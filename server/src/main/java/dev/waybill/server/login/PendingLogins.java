package dev.waybill.server.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import dev.waybill.server.security.BrowserCookie;
import dev.waybill.server.security.PublicOrigin;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Lets the browser itself keep the login that it began, so that a stranger who begins logins fills
 * no table. It is encrypted with a key that lives as long as the process: a login that a restart
 * interrupts begins again.
 */
final class PendingLogins {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final byte[] PURPOSE = "waybill/login".getBytes(UTF_8);

  private final BrowserCookie cookie;
  private final Aead aead;

  PendingLogins(PublicOrigin origin) {
    this.cookie = BrowserCookie.ofHost("waybill-login", origin);
    try {
      Configuration tink = AeadConfig2026.get();
      this.aead =
          KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, tink)
              .getPrimitive(tink, Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  void keep(PendingLogin login, HttpServletResponse response) {
    try {
      byte[] sealed = aead.encrypt(login.toJson(), PURPOSE);
      cookie.set(response, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encrypt a login", e);
    }
  }

  /** The browser's login, which can be finished this once; empty if it began none lately. */
  Optional<PendingLogin> take(
      HttpServletRequest request, HttpServletResponse response, Instant now) {
    Optional<String> sent = cookie.read(request);
    cookie.clear(response);
    return sent.flatMap(this::open)
        .filter(login -> Duration.between(login.startedAt(), now).compareTo(LONGEST) < 0);
  }

  private Optional<PendingLogin> open(String sealed) {
    try {
      return Optional.of(
          PendingLogin.ofJson(aead.decrypt(Base64.getUrlDecoder().decode(sealed), PURPOSE)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty(); // not ours, or of before a restart
    }
  }
}
