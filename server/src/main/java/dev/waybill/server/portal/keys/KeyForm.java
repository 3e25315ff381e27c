package dev.waybill.server.portal.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.answer.Parameters;
import dev.waybill.server.keys.ExpiryAsked;
import dev.waybill.server.keys.KeyAsked;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The form for a new key, as it is shown and sent.
 *
 * @param once by which a form that is sent twice makes one key
 * @param lasts such as {@code 90d}; an empty text for a key that does not end by itself
 */
record KeyForm(String once, String name, Set<Permission> chosen, String lasts) {
  private static final Set<String> LENGTHS = Set.of("", "30d", "90d", "365d");

  /** What somebody can give to a key. */
  record Choice(String name, String meaning, boolean chosen) {}

  static KeyForm empty(UUID once) {
    return new KeyForm(once.toString(), "", Set.of(), "90d");
  }

  /**
   * @throws InvalidInput if no browser has sent it by the form
   */
  static KeyForm sent(HttpServletRequest request) {
    var chosen = EnumSet.noneOf(Permission.class);
    String[] names = request.getParameterValues("permission");
    Arrays.stream(names == null ? new String[0] : names)
        .map(KeyForm::permission)
        .forEach(chosen::add);
    String lasts = Parameters.one(request, "lasts").orElse("");
    if (!LENGTHS.contains(lasts)) {
      throw new InvalidInput("lasts", "A key lasts as long as one of the choices: choose one.");
    }
    return new KeyForm(
        Parameters.one(request, "once")
            .filter(it -> it.length() <= 36)
            .orElseThrow(() -> new InvalidInput("once", "The form is not ours: open it again.")),
        Parameters.one(request, "name").orElse("").strip(),
        chosen,
        lasts);
  }

  private static Permission permission(String name) {
    return Arrays.stream(Permission.values())
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInput("permission", "There is no such permission: choose another."));
  }

  KeyAsked asked() {
    return new KeyAsked(
        Optional.of(name).filter(it -> !it.isEmpty()),
        chosen,
        new ExpiryAsked(Optional.empty(), Optional.of(lasts).filter(it -> !it.isEmpty())));
  }

  /** The same form sent again asks for the same key. */
  ApiKeys.Once request() {
    String asked = name + "\n" + chosen.stream().sorted().toList() + "\n" + lasts;
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(asked.getBytes(UTF_8));
      return new ApiKeys.Once("portal:" + once, HexFormat.of().formatHex(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** What the viewer may give: nobody gives more than they have, but sending events. */
  List<Choice> choices(Caller caller) {
    return List.of(
            choice(Permission.AUDIT, "look after exports and keys"),
            choice(Permission.AUDIT_READ, "see exports, change nothing"),
            choice(Permission.READ, "read events"),
            choice(Permission.INGEST, "send events"))
        .stream()
        .filter(choice -> caller.may(Permission.valueOf(choice.name())))
        .toList();
  }

  private Choice choice(Permission permission, String meaning) {
    return new Choice(permission.name(), meaning, chosen.contains(permission));
  }
}
