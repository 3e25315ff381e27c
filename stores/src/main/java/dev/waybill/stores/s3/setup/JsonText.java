package dev.waybill.stores.s3.setup;

import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** Writes JSON in ASCII, which every policy editor and shell takes. */
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private JsonText() {}

  static String of(Node node) {
    return text(node, new Indented());
  }

  /** Without a line break. */
  static String inOneLine(Node node) {
    return text(node, ObjectWriteContext.empty());
  }

  private static String text(Node node, ObjectWriteContext form) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(form, text)) {
      write(json, node);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Node node) {
    switch (node) {
      case Node.Text(String value) -> json.writeString(value);
      case Node.Code(String expression) -> json.writeRawValue(expression);
      case Node.Items items -> {
        json.writeStartArray();
        items.values().forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Node.Fields fields -> {
        json.writeStartObject();
        for (Map.Entry<String, Node> field : fields.values().entrySet()) {
          json.writeName(field.getKey());
          write(json, field.getValue());
        }
        json.writeEndObject();
      }
    }
  }

  private static final class Indented extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      var indenter = new DefaultIndenter("  ", "\n");
      return new DefaultPrettyPrinter()
          .withObjectIndenter(indenter)
          .withArrayIndenter(indenter)
          .withSeparators(new Separators().withObjectNameValueSpacing(Separators.Spacing.AFTER));
    }
  }
}
