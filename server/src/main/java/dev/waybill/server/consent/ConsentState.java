package dev.waybill.server.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.waybill.integration.IntegrationId;
import dev.waybill.storage.PlaceProof;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Microsoft gives back unchanged: where the way to the consent began.
 *
 * @param proven that only who was sent on that way can know
 */
record ConsentState(IntegrationId integration, String proven) {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.([A-Za-z0-9_-]{43})");

  ConsentState {
    requireNonNull(integration, "integration is null");
    requireNonNull(proven, "proven is null");
  }

  static ConsentState of(PlaceProof proof) {
    return new ConsentState(new IntegrationId(proof.integration()), proof.consentState());
  }

  /** Empty if it can be none. */
  static Optional<ConsentState> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ConsentState(
                new IntegrationId(UUID.fromString(matcher.group(1))), matcher.group(2)))
        : Optional.empty();
  }

  /** Compares in a time that tells nothing. */
  boolean isOf(PlaceProof proof) {
    return MessageDigest.isEqual(
        proven.getBytes(US_ASCII), proof.consentState().getBytes(US_ASCII));
  }

  /** As {@link #parse} reads it. */
  String text() {
    return integration + "." + proven;
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "ConsentState[" + integration + "]";
  }
}
