package dev.waybill.server.sql;

import dev.waybill.storage.AzureLocation;
import dev.waybill.storage.DirectoryLocation;
import dev.waybill.storage.GcsLocation;
import dev.waybill.storage.Location;
import dev.waybill.storage.S3Location;
import dev.waybill.storage.StoragePath;
import dev.waybill.tenant.TenantId;
import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Locations as they are stored. */
final class LocationJson {
  private static final String TYPE = "type";
  private static final String PATH = "path";
  private static final String S3 = "S3";
  private static final String BUCKET = "bucket";
  private static final String REGION = "region";
  private static final String ENDPOINT = "endpoint";
  private static final String PATH_STYLE = "pathStyle";
  private static final String AZURE = "AZURE";
  private static final String HOST = "host";
  private static final String CONTAINER = "container";
  private static final String GCS = "GCS";
  private static final String DIRECTORY = "DIRECTORY";
  private static final String ROOT = "root";
  private static final String TENANT = "tenant";

  private LocationJson() {}

  static String write(Location location) {
    ObjectNode json = Json.object();
    json.put(PATH, location.path().value());
    switch (location) {
      case S3Location s3 -> {
        json.put(TYPE, S3)
            .put(BUCKET, s3.bucket())
            .put(REGION, s3.region())
            .put(PATH_STYLE, s3.pathStyle());
        s3.endpoint().ifPresent(endpoint -> json.put(ENDPOINT, endpoint.toString()));
        S3OptionsJson.write(s3.options(), json);
        S3AbilitiesJson.write(s3.abilities(), json);
      }
      case AzureLocation azure ->
          json.put(TYPE, AZURE).put(HOST, azure.host()).put(CONTAINER, azure.container());
      case GcsLocation gcs -> json.put(TYPE, GCS).put(BUCKET, gcs.bucket());
      case DirectoryLocation directory ->
          json.put(TYPE, DIRECTORY)
              .put(ROOT, directory.root())
              .put(TENANT, directory.tenant().value());
    }
    return json.toString();
  }

  static Location read(String text) {
    JsonNode json = Json.parse(text);
    StoragePath path = new StoragePath(json.required(PATH).stringValue());
    String type = json.required(TYPE).stringValue();
    return switch (type) {
      case S3 ->
          new S3Location(
              json.required(BUCKET).stringValue(),
              path,
              json.required(REGION).stringValue(),
              Json.optionalText(json, ENDPOINT).map(URI::create),
              json.required(PATH_STYLE).booleanValue(),
              S3OptionsJson.read(json),
              S3AbilitiesJson.read(json));
      case AZURE ->
          new AzureLocation(
              json.required(HOST).stringValue(), json.required(CONTAINER).stringValue(), path);
      case GCS -> new GcsLocation(json.required(BUCKET).stringValue(), path);
      case DIRECTORY ->
          new DirectoryLocation(
              json.required(ROOT).stringValue(),
              new TenantId(json.required(TENANT).stringValue()),
              path);
      default -> throw new IllegalStateException("unknown type of location: " + type);
    };
  }
}
