package dev.waybill.server.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.waybill.server.settings.AccentColour;
import dev.waybill.server.settings.PortalSettings;
import java.util.Optional;

/** How the platform wants the portal to look. */
public final class Brand {
  /** The surfaces on which the colour stands that are nearest to it: see portal.css. */
  private static final AccentColour LIGHT = new AccentColour(0xedf0f4);

  private static final AccentColour DARK = new AccentColour(0x222c38);

  private final PortalSettings settings;
  private final Optional<LogoFile> logo;

  /**
   * @throws dev.waybill.server.datadir.StartRefusedException if the logo is none
   */
  public Brand(PortalSettings settings) {
    this.settings = requireNonNull(settings, "settings is null");
    this.logo = settings.logo().map(LogoFile::read);
  }

  public String name() {
    return settings.name();
  }

  String returnText() {
    return settings.returnText();
  }

  Optional<LogoFile> logo() {
    return logo;
  }

  byte[] styleSheet() {
    return """
        :root { --accent: %s; }
        @media (prefers-color-scheme: dark) { :root { --accent: %s; } }
        """
        .formatted(settings.accent().darkOn(LIGHT), settings.accent().lightOn(DARK))
        .getBytes(UTF_8);
  }
}
