package dev.waybill.stores.setup;

import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.DefaultPrettyPrinter.NopIndenter;
import tools.jackson.core.util.Separators;

/** Writes JSON in ASCII, which every policy editor and shell takes. */
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final Separators NAME_AND_VALUE =
      new Separators().withObjectNameValueSpacing(Separators.Spacing.AFTER);

  private JsonText() {}

  public static String of(Node node) {
    var indenter = new DefaultIndenter("  ", "\n");
    return written(
        node,
        new DefaultPrettyPrinter()
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter)
            .withSeparators(NAME_AND_VALUE));
  }

  /** Without a line break. */
  public static String inOneLine(Node node) {
    return written(
        node,
        new DefaultPrettyPrinter()
            .withObjectIndenter(NopIndenter.instance())
            .withArrayIndenter(NopIndenter.instance())
            .withSeparators(
                NAME_AND_VALUE
                    .withObjectEntrySpacing(Separators.Spacing.AFTER)
                    .withArrayElementSpacing(Separators.Spacing.AFTER)));
  }

  private static String written(Node node, PrettyPrinter layout) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(new LaidOut(layout), text)) {
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

  private static final class LaidOut extends ObjectWriteContext.Base {
    private final PrettyPrinter layout;

    LaidOut(PrettyPrinter layout) {
      this.layout = layout;
    }

    @Override
    public PrettyPrinter getPrettyPrinter() {
      return layout;
    }
  }
}
