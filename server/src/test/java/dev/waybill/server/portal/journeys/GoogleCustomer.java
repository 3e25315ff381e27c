package dev.waybill.server.portal.journeys;

import dev.waybill.stores.gcs.FakeGcsServer;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has a bucket, and grants a role that the page shows. */
abstract class GoogleCustomer implements Customer {
  private static final JsonMapper JSON = new JsonMapper();

  private final FakeGcsServer google;
  private final String bucket = "b-" + UUID.randomUUID();

  GoogleCustomer(FakeGcsServer google) {
    this.google = google;
    google.createBucket(bucket);
  }

  FakeGcsServer google() {
    return google;
  }

  /** Whom the shown role is for. */
  static String member(Person person) {
    JsonNode binding = JSON.readTree(person.document("What the bucket's policy gains")).get(0);
    return binding.path("members").get(0).asString().replaceFirst("^serviceAccount:", "");
  }

  void grant(String member, String role) {
    String[] permissions =
        JSON.readTree(role)
            .path("includedPermissions")
            .valueStream()
            .map(JsonNode::asString)
            .toArray(String[]::new);
    google.grant(member, bucket, permissions);
  }

  @Override
  public SequencedMap<String, String> place(String folder) {
    SequencedMap<String, String> place = new LinkedHashMap<>();
    place.put("Bucket", bucket);
    place.put("Folder (optional)", folder);
    place.put("Project id (optional)", "acme-audit");
    return place;
  }

  @Override
  public SortedMap<String, byte[]> objects() {
    return google.objects(bucket);
  }
}
