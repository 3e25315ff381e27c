package dev.waybill.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The finished objects that exports put into a folder and those below; there need be none yet. */
public record ExportedObjects(Path folder) {
  private static final int BUFFER = 1 << 16;
  private static final String ID = "\"eventID\":\"";

  public List<Path> paths() {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".ndjson.gz")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of all events, also of one that is there more than once. */
  public List<String> ids() {
    List<String> ids = new ArrayList<>();
    forEachLine(line -> ids.add(id(line)));
    return ids;
  }

  /** How often each event is there. */
  public Map<String, Integer> times() {
    Map<String, Integer> times = new HashMap<>();
    forEachLine(line -> times.merge(id(line), 1, Integer::sum));
    return times;
  }

  /** What each object consists of. */
  public Map<Path, String> hashes() {
    Map<Path, String> hashes = new TreeMap<>();
    for (Path object : paths()) {
      try {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(object));
        hashes.put(object, HexFormat.of().formatHex(hash));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
    return hashes;
  }

  /** The events of one object. */
  public static List<String> lines(Path object) {
    List<String> lines = new ArrayList<>();
    forEachLine(object, lines::add);
    return lines;
  }

  /** The {@code eventID} of an event. */
  public static String id(String line) {
    int start = line.indexOf(ID) + ID.length();
    return line.substring(start, line.indexOf('"', start));
  }

  private void forEachLine(Consumer<String> action) {
    paths().forEach(object -> forEachLine(object, action));
  }

  private static void forEachLine(Path object, Consumer<String> action) {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(object), BUFFER), UTF_8))) {
      lines.lines().forEach(action);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
