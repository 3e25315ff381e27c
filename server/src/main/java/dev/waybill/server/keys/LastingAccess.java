package dev.waybill.server.keys;

import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.ApiKey;
import dev.waybill.tenant.LoginMethod;
import dev.waybill.tenant.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps a key that ends, and whoever came in by one, from making itself one that lasts. People of
 * the identity provider may: they are administrators for longer than their session. Whom the
 * platform sends, it lets in for that session alone.
 */
final class LastingAccess {
  private LastingAccess() {}

  /**
   * The end of a new key, no later than that of the key, or the portal's session, that asks for it.
   *
   * @param refusal what is thrown, with these words, where a later one is asked for
   */
  static Optional<Instant> end(
      Caller caller, Optional<Instant> asked, Function<String, ProblemException> refusal) {
    Optional<Instant> own = end(caller);
    if (own.isPresent() && asked.filter(end -> end.isAfter(own.get())).isPresent()) {
      throw refusal.apply(
          self(caller)
              + " ends at "
              + own.get()
              + ", so it cannot make a key that ends later: ask for an earlier end, or use a key"
              + " that lasts.");
    }
    return asked.or(() -> own);
  }

  /**
   * The same for a successor, which without a wish lives as long as the key before was made for.
   */
  static Optional<Instant> endOfSuccessor(
      Caller caller,
      ApiKey before,
      Optional<Instant> asked,
      Instant now,
      Function<String, ProblemException> refusal) {
    Optional<Instant> own = end(caller);
    if (asked.isPresent() || own.isEmpty()) {
      return end(caller, asked, refusal);
    }
    return before
        .expiresAt()
        .map(end -> now.plus(Duration.between(before.createdAt(), end)))
        .filter(end -> end.isBefore(own.get()))
        .or(() -> own);
  }

  private static String self(Caller caller) {
    return caller.identity() instanceof Person ? "Your session" : caller.self();
  }

  private static Optional<Instant> end(Caller caller) {
    return switch (caller.identity()) {
      case ApiKey key -> key.expiresAt();
      case Person person -> end(person.by());
    };
  }

  private static Optional<Instant> end(LoginMethod by) {
    return switch (by) {
      case LoginMethod.IdentityProvider() -> Optional.empty();
      case LoginMethod.Key(_, Optional<Instant> end) -> end;
      case LoginMethod.PortalLink(_, Instant end, _) -> Optional.of(end);
    };
  }
}
