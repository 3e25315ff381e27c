package dev.waybill.server.answer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON answers. */
public final class JsonAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonAnswer() {}

  /** The JSON object whose fields are written by {@code fields}. */
  public static byte[] object(Consumer<JsonGenerator> fields) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** Sends a JSON object. */
  public static void send(HttpServletResponse response, int status, byte[] object)
      throws IOException {
    send(response, status, "application/json", object);
  }

  /** Sends a JSON object of a type of its own. */
  public static void send(HttpServletResponse response, int status, String type, byte[] object)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    response.setContentLength(object.length);
    response.getOutputStream().write(object);
  }
}
