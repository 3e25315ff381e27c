package dev.waybill.server.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.waybill.integration.IntegrationId;
import dev.waybill.storage.PlaceProof;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Microsoft gives back unchanged: where the way to the consent began, and until when.
 *
 * @param end to the second
 * @param proven that only who was sent on that way can know
 */
record ConsentState(IntegrationId integration, Instant end, String proven) {
  /** Long enough for whoever has to ask an administrator. */
  static final Duration LIFE = Duration.ofDays(7);

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([1-9][0-9]{0,10})\\.([A-Za-z0-9_-]{43})");

  ConsentState {
    requireNonNull(integration, "integration is null");
    requireNonNull(end, "end is null");
    requireNonNull(proven, "proven is null");
  }

  static ConsentState of(PlaceProof proof, Instant now) {
    Instant end = now.plus(LIFE).truncatedTo(ChronoUnit.SECONDS);
    return new ConsentState(new IntegrationId(proof.integration()), end, proof.consentState(end));
  }

  /** Empty if it can be none. */
  static Optional<ConsentState> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ConsentState(
                new IntegrationId(UUID.fromString(matcher.group(1))),
                Instant.ofEpochSecond(Long.parseLong(matcher.group(2))),
                matcher.group(3)))
        : Optional.empty();
  }

  /** Compares in a time that tells nothing. */
  boolean isOf(PlaceProof proof) {
    return MessageDigest.isEqual(
        proven.getBytes(US_ASCII), proof.consentState(end).getBytes(US_ASCII));
  }

  boolean hasEnded(Instant now) {
    return !now.isBefore(end);
  }

  /** As {@link #parse} reads it. */
  String text() {
    return integration + "." + end.getEpochSecond() + "." + proven;
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ConsentState[" + integration + "]";
  }
}
