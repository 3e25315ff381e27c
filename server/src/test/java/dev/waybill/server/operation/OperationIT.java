package dev.waybill.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.testing.Answer;
import dev.waybill.server.testing.TestingClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationIT {
  private final TestingServer server = TestingServer.shared();
  private final TestingClient management = server.managementClient();

  @Test
  void isAlive() {
    Answer answer = management.get("/health/live").send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("status")).isEqualTo("UP");
  }

  @Test
  void isReadyWhenLogControlPlaneAndKeysAre() {
    Answer answer = management.get("/health/ready").send();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("components").propertyNames())
        .containsExactlyInAnyOrder("log", "controlPlane", "keys");
  }

  @Test
  void tellsItsVersion() {
    assertThat(management.get("/info").send().json().path("waybill").path("version").asString())
        .isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "waybill_ingest_events_total{result=\"accepted\"}",
        "waybill_ingest_events_total{result=\"duplicate\"}",
        "waybill_ingest_events_total{result=\"rejected\"}",
        "waybill_ingest_bytes_total",
        "waybill_ingest_seconds_count",
        "waybill_log_bytes",
        "waybill_disk_free_ratio",
        "waybill_export_due",
        "waybill_export_running",
        "waybill_jobs_total{fault=\"NONE\",outcome=\"delivered\"}",
        "waybill_export_lag_intervals",
        "waybill_exports_blocked{stage=\"PUT\"}",
        "waybill_oldest_undelivered_seconds"
      })
  void measures(String name) {
    assertThat(management.get("/metrics").send().body()).contains("\n" + name + " ");
  }

  @Test
  void countsWhatComesInWithoutNamingATenant() {
    TestingTenant tenant = server.newTenant();
    server.client().events("", "{\"eventType\":\"T\"}").key(tenant.newKey("INGEST")).send();

    String metrics = management.get("/metrics").send().body();

    assertThat(metrics)
        .containsPattern("waybill_ingest_events_total\\{result=\"accepted\"} [1-9]")
        .doesNotContain(tenant.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/env", "/heapdump", "/loggers", "/shutdown", "/beans", "/api/version"})
  void showsNothingElse(String path) {
    assertThat(management.get(path).send().status()).isEqualTo(404);
  }

  @Test
  void describesEveryRouteOfTheApi() {
    assertThat(server.client().get("/openapi.json").send().text("openapi")).isEqualTo("3.1.0");
  }
}
