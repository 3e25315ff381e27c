package dev.waybill.stores.setup;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a document, before it is known in which language it will be written. */
public sealed interface Node {
  /** A text that means nothing but itself, whatever is in it. */
  record Text(String value) implements Node {
    public Text {
      requireNonNull(value, "value is null");
    }
  }

  /** An expression of the language that the document is written in; never text of a customer's. */
  record Code(String expression) implements Node {
    public Code {
      requireNonNull(expression, "expression is null");
    }
  }

  /** A list. */
  record Items(List<Node> values) implements Node {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** An object; its fields keep their order. */
  record Fields(Map<String, Node> values) implements Node {
    public Fields {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public static Fields of() {
      return new Fields(Map.of());
    }

    public Fields with(String name, Node value) {
      Map<String, Node> more = new LinkedHashMap<>(values);
      more.put(name, value);
      return new Fields(more);
    }

    public Fields with(String name, String value) {
      return with(name, new Text(value));
    }
  }

  static Items items(List<? extends Node> values) {
    return new Items(new ArrayList<>(values));
  }

  static Items texts(List<String> values) {
    return items(values.stream().map(Text::new).toList());
  }
}
