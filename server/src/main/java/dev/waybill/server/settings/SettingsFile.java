package dev.waybill.server.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The keys of a YAML file with their values as texts, several for a list. */
final class SettingsFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Path file;

  private SettingsFile(Path file) {
    this.file = file;
  }

  static SettingsFile read(Path file) {
    var read = new SettingsFile(file);
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      if (!text.isBlank()) {
        read.addAll(YAML.readTree(text));
      }
    } catch (NoSuchFileException e) {
      read.problems.add(new Problem("There is no file " + file));
    } catch (IOException e) {
      read.problems.add(new Problem(file + " cannot be read: " + e.getMessage()));
    } catch (JacksonException e) {
      var at = e.getLocation();
      read.problems.add(
          new Problem(
              "%s, line %d: %s"
                  .formatted(file, at.getLineNr(), firstLine(e.getOriginalMessage()))));
    }
    return read;
  }

  Map<String, List<String>> values() {
    return values;
  }

  List<Problem> problems() {
    return problems;
  }

  private void addAll(JsonNode root) {
    if (root.isNull() || root.isMissingNode()) {
      return;
    }
    if (!root.isObject()) {
      problems.add(new Problem(file + " must hold keys with values, such as 'server: {port: 80}'"));
      return;
    }
    root.properties().forEach(entry -> add(entry.getKey(), entry.getValue()));
  }

  private void add(String key, JsonNode node) {
    if (node.isObject()) {
      node.properties().forEach(entry -> add(key + "." + entry.getKey(), entry.getValue()));
    } else if (node.isArray()) {
      values.put(key, node.values().stream().map(JsonNode::asString).toList());
    } else if (!node.isNull()) {
      values.put(key, List.of(node.asString()));
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("is not YAML");
  }
}
