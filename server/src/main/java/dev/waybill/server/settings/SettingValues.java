package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns texts into values of the types that settings have. */
final class SettingValues {
  private SettingValues() {}

  /**
   * @param texts one, but for a list
   * @throws InvalidInput if they are not of that type; the message continues "it"
   */
  static Object parse(Type type, List<String> texts) {
    if (type instanceof ParameterizedType generic) {
      Class<?> element = (Class<?>) generic.getActualTypeArguments()[0];
      List<Object> values = texts.stream().map(text -> parseOne(element, text)).toList();
      return generic.getRawType() == List.class ? values : first(values);
    }
    if (texts.size() != 1) {
      throw new InvalidInput("value", "needs one value");
    }
    return parseOne((Class<?>) type, texts.getFirst());
  }

  private static Object first(List<Object> values) {
    if (values.size() > 1) {
      throw new InvalidInput("value", "needs one value");
    }
    return values.stream().findFirst();
  }

  private static Object parseOne(Class<?> type, String text) {
    if (type == int.class || type == Integer.class) {
      return parseInt(text);
    }
    if (type == boolean.class) {
      return parseTruth(text);
    }
    if (type == Duration.class) {
      return Durations.parse(text);
    }
    if (type == ByteSize.class) {
      return ByteSize.parse(text);
    }
    if (type == Path.class) {
      return parsePath(text);
    }
    if (type == URI.class) {
      return parseUrl(text);
    }
    if (type == AccentColour.class) {
      return AccentColour.parse(text);
    }
    if (type == AddressRange.class) {
      return AddressRange.parse(text);
    }
    if (type == Secret.class) {
      return new Secret(text);
    }
    if (type.isEnum()) {
      return parseEnum(type, text);
    }
    return text;
  }

  private static Integer parseInt(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new InvalidInput("number", "is a whole number");
    }
  }

  private static Boolean parseTruth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidInput("truth", "is true or false");
    };
  }

  private static Path parsePath(String text) {
    if (text.isBlank()) {
      throw new InvalidInput("path", "is a path, not nothing");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidInput("path", "is a path");
    }
  }

  private static URI parseUrl(String text) {
    Optional<URI> url;
    try {
      url = Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      url = Optional.empty();
    }
    return url.filter(
            it ->
                it.getHost() != null
                    && ("http".equals(it.getScheme()) || "https".equals(it.getScheme())))
        .orElseThrow(() -> new InvalidInput("url", "is a URL such as https://s3.example.com:9000"));
  }

  private static Object parseEnum(Class<?> type, String text) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInput("word", "is one of " + Arrays.toString(type.getEnumConstants())));
  }
}
