package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How the portal looks, and which other sites may show it. */
public record PortalSettings(
    @Setting(about = "What the portal calls itself.", absent = "Waybill") String name,
    @Setting(
            about =
                "An image beside the name: a PNG, JPEG, WebP or SVG file of at most 256 KiB, read at"
                    + " the start. It is shown 32 pixels high. Absent, Waybill's own.")
        Optional<Path> logo,
    @Setting(
            about =
                "The colour of links and buttons, such as `#0b5cad`. Where it stands out too little"
                    + " from what is around it (4.5 to 1), in light or in dark, it is made darker or"
                    + " lighter until it does.",
            absent = "#1d5fbf")
        AccentColour accent,
    @Setting(
            about = "The text of the link by which people whom the platform sent go back to it.",
            absent = "Back")
        String returnText,
    @Setting(
            about =
                "The origins whose pages may show the portal in a frame, such as"
                    + " `https://app.example.com`. Absent, none may. It goes with an `https`"
                    + " server.public-url.")
        List<URI> frameAncestors,
    @Setting(
            about =
                "The origins to which a portal session's `returnUrl` may lead, besides those of"
                    + " portal.frame-ancestors.")
        List<URI> returnOrigins) {
  private static final int LONGEST = 60;
  private static final String OTHERS = "what counts is the origin alone";

  public PortalSettings {
    requireShort("name", name);
    requireShort("return-text", returnText);
    frameAncestors = List.copyOf(frameAncestors);
    returnOrigins = List.copyOf(returnOrigins);
    frameAncestors.forEach(url -> SafeUrl.requireOrigin("frame-ancestors", url, OTHERS));
    returnOrigins.forEach(url -> SafeUrl.requireOrigin("return-origins", url, OTHERS));
  }

  private static void requireShort(String field, String text) {
    if (text.isBlank()
        || text.length() > LONGEST
        || text.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(
          field, "is a text of 1 to " + LONGEST + " characters without control characters");
    }
  }

  /** Whether other sites may show the portal. */
  public boolean mayBeFramed() {
    return !frameAncestors.isEmpty();
  }
}
