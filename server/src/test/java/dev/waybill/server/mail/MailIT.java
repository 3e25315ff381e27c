package dev.waybill.server.mail;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.server.testing.GraphQlClient;
import dev.waybill.server.testing.TestingServer;
import dev.waybill.server.testing.TestingTenant;
import jakarta.mail.Message;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The running server writes to the people of the tenant that it is about. */
class MailIT {

  @Test
  void tellsTheTenantsRecipientsOfItsNewIntegration() throws Exception {
    try (MailServer mails = MailServer.plain().start();
        TestingServer server =
            TestingServer.start(
                Map.of(
                    "mail.host", "127.0.0.1",
                    "mail.port", Integer.toString(mails.port()),
                    "mail.encryption", "NONE",
                    "mail.from", "waybill@service.example"))) {
      TestingTenant ours = tenant(server, "ops@ours.example");
      tenant(server, "ops@theirs.example");

      create(server, ours);

      await().atMost(180, SECONDS).until(() -> !mails.mails().isEmpty());
      assertThat(mails.mails())
          .singleElement()
          .satisfies(
              mail -> {
                assertThat(mail.getRecipients(Message.RecipientType.TO))
                    .extracting(Object::toString)
                    .containsExactly("ops@ours.example");
                assertThat(mail.getSubject()).startsWith("New storage integration: ");
              });
      assertThat(server.managementClient().get("/metrics").send().body())
          .contains("waybill_notifications_total{channel=\"mail\",outcome=\"taken\"} 1.0");
    }
  }

  private static TestingTenant tenant(TestingServer server, String recipient) {
    TestingTenant tenant = server.newTenant();
    server
        .client()
        .put("/api/admin/tenants/" + tenant.id())
        .key(server.operatorKey())
        .body("{\"recipients\":[\"%s\"]}".formatted(recipient))
        .send();
    return tenant;
  }

  private static void create(TestingServer server, TestingTenant tenant) {
    new GraphQlClient(tenant)
        .data(
            "mutation { createDirectoryExportConfiguration(data: { interval: EVERY_HOUR root: \"%s\""
                    .formatted(server.exports())
                + " path: \"audit\" }) { id } }");
  }
}
