package dev.waybill.server.portal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All files that pages load; they are in memory. */
public final class Assets {
  static final String PATH = "/portal/assets/";

  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.8/dist/htmx.min.js";

  private final Asset style;
  private final Asset accent;
  private final Asset script;
  private final Asset htmx;
  private final Asset logo;
  private final Asset icon;
  private final Map<String, Asset> byPath;

  public Assets(Brand brand) {
    this.style = ours("portal.css", CSS);
    this.accent = new Asset("accent.css", CSS, brand.styleSheet());
    this.script = ours("portal.js", SCRIPT);
    this.htmx = new Asset("htmx.js", SCRIPT, read(HTMX));
    this.icon = ours("waybill.svg", "image/svg+xml");
    this.logo = brand.logo().map(file -> new Asset("logo", file.type(), file.bytes())).orElse(icon);
    this.byPath =
        List.of(style, accent, script, htmx, logo, icon).stream()
            .collect(Collectors.toMap(Asset::path, Function.identity(), (one, _) -> one));
  }

  /** The file at a path. */
  Optional<Asset> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** Where the style sheets are, in the order in which they count. */
  public List<String> styles() {
    return List.of(style.path(), accent.path());
  }

  public List<String> scripts() {
    return List.of(htmx.path(), script.path());
  }

  public String logo() {
    return logo.path();
  }

  public String icon() {
    return icon.path();
  }

  private static Asset ours(String name, String type) {
    return new Asset(name, type, read("/portal/assets/" + name));
  }

  private static byte[] read(String resource) {
    try (InputStream file = Assets.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException(resource + " is missing from the jars");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
