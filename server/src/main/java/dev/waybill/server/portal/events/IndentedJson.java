package dev.waybill.server.portal.events;

import dev.waybill.server.search.EventJson;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** A stored line as people read it: the same JSON, one value on a line, nothing unseen. */
final class IndentedJson {
  private static final JsonFactory JSON = new JsonFactory();

  private IndentedJson() {}

  static String of(String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    var text = new StringWriter();
    try (JsonParser from = EventJson.read(bytes, 0, bytes.length);
        JsonGenerator to = JSON.createGenerator(new Indented(), text)) {
      for (JsonToken token = from.nextToken(); token != null; token = from.nextToken()) {
        if (token.isNumeric()) {
          to.writeNumber(from.getString()); // its digits as they are
        } else {
          to.copyCurrentEvent(from);
        }
      }
    }
    return VisibleText.of(text.toString());
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      var lines = new DefaultIndenter("  ", "\n");
      return new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER))
          .withObjectIndenter(lines)
          .withArrayIndenter(lines);
    }

    @Override
    public boolean hasPrettyPrinter() {
      return true;
    }
  }
}
