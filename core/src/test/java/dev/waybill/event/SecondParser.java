package dev.waybill.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Eclipse Parsson, which takes what RFC 8259 takes and nothing else; bytes that are not UTF-8 are
 * found by the JDK. Unlike the service it takes fields twice, NUL in escapes and halves of
 * surrogate pairs.
 */
final class SecondParser {
  private static final JsonParserFactory PARSSON =
      JsonProvider.provider()
          .createParserFactory(Map.of("org.eclipse.parsson.maxDepth", 1_000_000));

  private SecondParser() {}

  /** What a text says; empty if it is not JSON. */
  static Optional<Json> parse(byte[] text) {
    try (JsonParser parser = PARSSON.createParser(new StringReader(characters(text)))) {
      Json value = value(parser, parser.next());
      return parser.hasNext() ? Optional.empty() : Optional.of(value);
    } catch (CharacterCodingException | JsonException | NoSuchElementException e) {
      return Optional.empty();
    }
  }

  private static String characters(byte[] text) throws CharacterCodingException {
    return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
  }

  private static Json value(JsonParser parser, Event event) {
    return switch (event) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> new Json.Text(parser.getString());
      case VALUE_NUMBER -> new Json.Num(parser.getString());
      case VALUE_TRUE -> Json.Word.TRUE;
      case VALUE_FALSE -> Json.Word.FALSE;
      case VALUE_NULL -> Json.Word.NULL;
      case KEY_NAME, END_OBJECT, END_ARRAY -> throw new AssertionError(event);
    };
  }

  private static Json object(JsonParser parser) {
    List<Json.Field> fields = new ArrayList<>();
    while (parser.next() == Event.KEY_NAME) {
      String key = parser.getString();
      fields.add(new Json.Field(key, value(parser, parser.next())));
    }
    return new Json.Obj(fields);
  }

  private static Json array(JsonParser parser) {
    List<Json> elements = new ArrayList<>();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      elements.add(value(parser, event));
    }
    return new Json.Arr(elements);
  }
}
