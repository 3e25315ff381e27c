package dev.waybill.server.sql;

import dev.waybill.event.EventKind;
import dev.waybill.export.Layout;
import dev.waybill.export.OutputSettings;
import dev.waybill.export.PinnedSettings;
import dev.waybill.export.Selection;
import dev.waybill.format.Compression;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Selections and pinned settings as they are stored. */
final class SettingsJson {
  private static final String REVISION = "revision";
  private static final String SELECTION = "selection";
  private static final String KINDS = "kinds";
  private static final String CATEGORIES = "categories";
  private static final String COMPRESSION = "compression";
  private static final String LAYOUT = "layout";
  private static final String SERVICE_FIELDS = "serviceFields";
  private static final String ENCODER = "encoder";
  private static final String BLOCK_BYTES = "blockBytes";
  private static final String PART_BYTES = "partBytes";
  private static final String OPEN_HOURS = "openHours";

  private SettingsJson() {}

  static String write(PinnedSettings settings) {
    ObjectNode json = Json.object().put(REVISION, settings.revision());
    json.set(SELECTION, selection(settings.selection()));
    OutputSettings output = settings.output();
    return json.put(COMPRESSION, output.compression().name())
        .put(LAYOUT, output.layout().name())
        .put(SERVICE_FIELDS, output.serviceFields())
        .put(ENCODER, settings.encoder())
        .put(BLOCK_BYTES, settings.blockBytes())
        .put(PART_BYTES, settings.partBytes())
        .put(OPEN_HOURS, settings.openHours())
        .toString();
  }

  static PinnedSettings readSettings(String text) {
    JsonNode json = Json.parse(text);
    return new PinnedSettings(
        json.required(REVISION).longValue(),
        selection(json.required(SELECTION)),
        new OutputSettings(
            Compression.valueOf(json.required(COMPRESSION).stringValue()),
            Layout.valueOf(json.required(LAYOUT).stringValue()),
            json.required(SERVICE_FIELDS).booleanValue()),
        json.required(ENCODER).stringValue(),
        json.required(BLOCK_BYTES).intValue(),
        json.required(PART_BYTES).longValue(),
        json.required(OPEN_HOURS).intValue());
  }

  static String write(Selection selection) {
    return selection(selection).toString();
  }

  static Selection readSelection(String text) {
    return selection(Json.parse(text));
  }

  private static ObjectNode selection(Selection selection) {
    ObjectNode json = Json.object();
    json.set(KINDS, Json.texts(selection.kinds().stream().map(Enum::name).sorted().toList()));
    json.set(CATEGORIES, Json.texts(selection.categories().stream().sorted().toList()));
    return json;
  }

  private static Selection selection(JsonNode json) {
    return new Selection(
        Set.copyOf(Json.list(json.required(KINDS), EventKind::valueOf)),
        Set.copyOf(Json.list(json.required(CATEGORIES), text -> text)));
  }
}
