package dev.waybill.server.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks for secrets in every form in which they might be written down. */
final class SecretSearch {
  private static final int KEY_BYTES = 32;

  /** Each form of each secret, with the secret's name. */
  private final Map<String, String> forms = new TreeMap<>();

  SecretSearch add(String name, String secret) {
    return add(name, secret.getBytes(UTF_8));
  }

  SecretSearch add(String name, byte[] secret) {
    forms(secret).forEach(form -> forms.put(form, name));
    return this;
  }

  /** The key in a key file, which has no other. */
  SecretSearch addKeyIn(Path keyFile) {
    JsonNode keys = JsonMapper.builder().build().readTree(read(keyFile)).path("key");
    if (keys.size() != 1) {
      throw new AssertionError(keyFile + " has " + keys.size() + " keys");
    }
    byte[] value = Base64.getDecoder().decode(keys.at("/0/keyData/value").asString());
    return add("the key", Arrays.copyOfRange(value, value.length - KEY_BYTES, value.length));
  }

  /** Where which secret was found; no form of a secret is in what this returns. */
  List<String> in(String place, String text) {
    return in(place, text.getBytes(UTF_8));
  }

  List<String> in(String place, byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    List<String> found = new ArrayList<>();
    forms.forEach(
        (form, name) -> {
          if (text.contains(form)) {
            found.add(name + " in " + place);
          }
        });
    return found;
  }

  /** In every file below a folder. */
  List<String> below(Path folder, Set<Path> but) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !but.contains(file))
          .flatMap(file -> in(file.toString(), read(file)).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> forms(byte[] secret) {
    Set<String> forms = new LinkedHashSet<>();
    String plain = new String(secret, ISO_8859_1);
    forms.add(plain);
    String encoded = URLEncoder.encode(plain, ISO_8859_1);
    forms.add(encoded);
    forms.add(encoded.toLowerCase(Locale.ROOT));
    forms.add(plain.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/"));
    forms.add(HexFormat.of().formatHex(secret));
    forms.add(HexFormat.of().withUpperCase().formatHex(secret));
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      for (int offset = 0; offset < 3; offset++) {
        forms.add(within(encoder, secret, offset));
      }
    }
    return forms;
  }

  /** As it looks in the middle of something that was encoded as a whole. */
  private static String within(Base64.Encoder encoder, byte[] secret, int offset) {
    byte[] shifted = new byte[offset + secret.length];
    System.arraycopy(secret, 0, shifted, offset, secret.length);
    String encoded = encoder.withoutPadding().encodeToString(shifted);
    int whole = shifted.length / 3 * 4;
    return encoded.substring(offset == 0 ? 0 : 4, Math.min(whole, encoded.length()));
  }
}
