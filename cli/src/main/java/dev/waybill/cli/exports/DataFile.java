package dev.waybill.cli.exports;

import dev.waybill.cli.client.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code data} of a mutation as a JSON file; {@code -} is the standard input. A text value
 * {@code env:NAME} stands for the environment variable NAME, so that no secret has to lie in a
 * file.
 */
final class DataFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private DataFile() {}

  static ObjectNode read(
      String file, InputStream standardInput, UnaryOperator<String> environment) {
    JsonNode data = parse(file, standardInput);
    if (!(data instanceof ObjectNode object)) {
      throw new CommandFailure(
          name(file) + " must hold one JSON object, the mutation's data.", CommandFailure.USAGE);
    }
    fillIn(object, environment);
    return object;
  }

  /** The objects within it, too. */
  private static void fillIn(ObjectNode object, UnaryOperator<String> environment) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      if (value instanceof ObjectNode inner) {
        fillIn(inner, environment);
      } else if (value.isString() && value.asString().startsWith(SecretText.FROM_ENVIRONMENT)) {
        String text = SecretText.resolve(field.getKey(), value.asString(), environment);
        field.setValue(object.stringNode(text));
      }
    }
  }

  private static JsonNode parse(String file, InputStream standardInput) {
    try {
      byte[] bytes =
          file.equals("-") ? standardInput.readAllBytes() : Files.readAllBytes(Path.of(file));
      return JSON.readTree(bytes);
    } catch (NoSuchFileException e) {
      throw new CommandFailure("There is no file " + file + ".", CommandFailure.USAGE);
    } catch (IOException e) {
      throw new CommandFailure(
          "Cannot read " + file + ": " + e.getMessage() + ".", CommandFailure.USAGE);
    } catch (JacksonException e) {
      throw new CommandFailure(
          "%s is not JSON, at line %d: %s"
              .formatted(name(file), e.getLocation().getLineNr(), e.getOriginalMessage()),
          CommandFailure.USAGE);
    }
  }

  private static String name(String file) {
    return file.equals("-") ? "The standard input" : file;
  }
}
