package dev.waybill.server.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.schema.DataFetchingEnvironment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether two mutations ask for the same: by name and arguments, in whatever order. */
final class RequestDigest {
  private RequestDigest() {}

  static String of(DataFetchingEnvironment request) {
    return of(request.getField().getName(), request.getArguments());
  }

  static String of(String mutation, Map<String, ?> arguments) {
    StringBuilder text = new StringBuilder();
    append(text, List.of(mutation, arguments));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.toString().getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Lengths stand before what they measure, so that no two values have the same text. */
  private static void append(StringBuilder text, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        TreeMap<String, Object> sorted = new TreeMap<>();
        map.forEach((key, each) -> sorted.put(String.valueOf(key), each));
        text.append('{').append(sorted.size()).append(':');
        sorted.forEach(
            (key, each) -> {
              append(text, key);
              append(text, each);
            });
      }
      case List<?> list -> {
        text.append('[').append(list.size()).append(':');
        list.forEach(each -> append(text, each));
      }
      case null -> text.append('~');
      default -> {
        String leaf = value.toString();
        text.append(leaf.length()).append(':').append(leaf);
      }
    }
  }
}
