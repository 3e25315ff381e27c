package dev.waybill.server.portal.screenshots;

import dev.waybill.server.testing.GraphQlClient;
import java.util.ArrayList;
import java.util.List;

/** A tenant that sets up its first exports, one for each way into a cloud. */
final class Newcomer {
  private final GraphQlClient client;
  private final List<Picture> pictures = new ArrayList<>();

  Newcomer(GraphQlClient client) {
    this.client = client;
  }

  void begin() {
    pictures.add(new Picture("setup", "/portal/setup"));
    pictures.add(new Picture("setup-place", "/portal/setup/%s/s3AssumedRole".formatted(draft())));
    pictures.add(new Picture("integration-draft", "/portal/integrations/" + draft()));
    String aws = "bucket=bolt-audit&path=audit&region=eu-central-1";
    String azure = "storageAccount=boltaudit&fileSystem=audit-events&path=audit";
    String google = "bucket=bolt-audit&path=audit";
    add("s3AssumedRole", aws + "&roleName=waybill-export&accountId=111122223333");
    add("s3AccessKey", aws);
    add("adlsEntraApp", azure + "&entraTenantId=7c9e6679-7425-40de-944b-e07fc1f90ae7");
    add("adlsSasToken", azure);
    add("gcs", google + "&project=bolt-prod");
    add("gcsServiceAccountKey", google + "&project=bolt-prod");
  }

  /** The step with what is to be set up there, of a draft whose place has been told. */
  private void add(String kind, String place) {
    pictures.add(
        new Picture("setup-" + kind, "/portal/setup/%s/%s?%s".formatted(draft(), kind, place)));
  }

  private String draft() {
    return client
        .data("mutation { createStorageIntegration(data: { draft: true }) { id } }")
        .path("id")
        .asString();
  }

  List<Picture> pictures() {
    return List.copyOf(pictures);
  }
}
