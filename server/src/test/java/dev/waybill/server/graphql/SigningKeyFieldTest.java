package dev.waybill.server.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SigningKeyFieldTest {
  private final ApiFixture api;

  SigningKeyFieldTest(@TempDir Path folder) {
    api = new ApiFixture(folder, Optional.empty());
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void anExportNamesTheKeyThatSignsWhatItDeliversNext() {
    ApiFixture.Tenant tenant = api.tenant();
    JsonNode created =
        tenant
            .data(
                """
                mutation { createDirectoryExportConfiguration(data: {
                  interval: EVERY_HOUR root: "%s" }) { id signingKeyId } }
                """
                    .formatted(api.root))
            .get("createDirectoryExportConfiguration");
    String first = created.get("signingKeyId").asString();
    assertThat(first).isEqualTo(api.controlPlane.signingKeys().current().key().value());

    String second = api.controlPlane.signingKeys().rotate(api.time.now()).id().value();

    JsonNode asked =
        tenant.data(
            "{ exportConfiguration(id: \"%s\") { signingKeyId } }"
                .formatted(created.get("id").asString()));
    assertThat(asked.at("/exportConfiguration/signingKeyId").asString())
        .isEqualTo(second)
        .isNotEqualTo(first);
  }
}
