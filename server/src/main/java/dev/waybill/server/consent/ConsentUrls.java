package dev.waybill.server.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.server.security.PublicOrigin;
import dev.waybill.storage.Credentials.EntraApplication;
import dev.waybill.stores.azure.AzureApplication;
import dev.waybill.time.TimeSource;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.Optional;

/**
 * Where administrators of customers' directories consent to the service's application.
 *
 * @param application empty if the operator has none
 * @param origin where browsers reach this service; empty if that is not known
 */
public record ConsentUrls(
    Optional<AzureApplication> application, Optional<PublicOrigin> origin, TimeSource time) {
  /** Asks for nothing but to be known there: what it may do, roles of the customer's say. */
  private static final String SCOPE = "openid";

  public ConsentUrls {
    requireNonNull(application, "application is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(time, "time is null");
  }

  /** Ends after a while; empty if there is no application, or no way back. */
  public Optional<String> of(EntraApplication theirs) {
    return application.flatMap(ours -> origin.map(back -> url(ours, back, theirs, time.now())));
  }

  private static String url(
      AzureApplication ours, PublicOrigin back, EntraApplication theirs, Instant now) {
    return ours.authority().toString().replaceFirst("/+$", "")
        + "/"
        + theirs.directory()
        + "/v2.0/adminconsent?client_id="
        + encode(ours.clientId())
        + "&scope="
        + SCOPE
        + "&redirect_uri="
        + encode(back.url(ConsentLinks.PATH))
        + "&state="
        + encode(ConsentState.of(theirs.ownership(), now).text());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
