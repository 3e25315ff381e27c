package dev.waybill.server.webhooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.export.Samples;
import dev.waybill.server.datadir.DataDirectory;
import dev.waybill.server.notifications.Channel;
import dev.waybill.server.notifications.Notification;
import dev.waybill.server.notifications.NotificationOutbox.Waiting;
import dev.waybill.server.notifications.Payload;
import dev.waybill.server.notifications.SampleNotifications;
import dev.waybill.server.notifications.Sender.Outcome;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.server.webhooks.WebhookEndpoints.Made;
import dev.waybill.server.webhooks.WebhookReceiver.Received;
import dev.waybill.stores.endpoint.EndpointPolicy;
import dev.waybill.stores.endpoint.PrivateAddresses;
import dev.waybill.tenant.TenantId;
import dev.waybill.time.SettableTime;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSenderTest {
  private static final TenantId ACME = SampleNotifications.TENANT;

  private final SettableTime time = new SettableTime(Samples.NOW);
  private final DataDirectory directory;
  private final ControlPlane plane;
  private final WebhookEndpoints endpoints;
  private final WebhookReceiver receiver = new WebhookReceiver();
  private final WebhookHttp http = http(PrivateAddresses.ALLOWED, Duration.ofSeconds(30));
  private final WebhookSender sender;

  WebhookSenderTest(@TempDir Path folder) {
    directory = DataDirectory.open(folder.resolve("data"));
    plane = ControlPlane.open(directory, time, new SecureRandom(), 9);
    plane.tenants().upsert(ACME, "Acme", Samples.NOW);
    endpoints = plane.webhookEndpoints();
    sender = new WebhookSender(endpoints, http, time);
  }

  @AfterEach
  void close() {
    http.close();
    receiver.close();
    plane.close();
    directory.close();
  }

  @Test
  void eachKindArrivesSigned() {
    Made made = create(receiver.url());
    for (Notification notification : SampleNotifications.all()) {
      Waiting waiting = waiting(made, notification);

      assertThat(sender.send(waiting)).isEqualTo(new Outcome.Taken());

      Received received = receiver.received().getLast();
      assertThat(received.body()).isEqualTo(waiting.content());
      assertThat(received.header("Content-Type")).startsWith("application/json");
      assertThat(received.header("webhook-id")).isEqualTo("msg_" + waiting.id());
      assertThat(received.header("webhook-timestamp"))
          .isEqualTo(Long.toString(Samples.NOW.getEpochSecond()));
      assertThat(received.header("webhook-signature"))
          .isEqualTo(
              made.secret()
                  .sign("msg_" + waiting.id(), Samples.NOW.getEpochSecond(), waiting.content()));
    }
    assertThat(receiver.received()).hasSameSizeAs(SampleNotifications.all());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 429, 500, 503})
  void whatIsNotTakenIsSentAgain(int status) {
    receiver.answer(status);

    assertThat(sender.send(waiting(create(receiver.url()))))
        .isEqualTo(new Outcome.Later("the endpoint answered " + status));
  }

  @Test
  void followsNoRedirect() {
    try (WebhookReceiver elsewhere = new WebhookReceiver()) {
      receiver.answer(
          exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere.url().text());
            exchange.sendResponseHeaders(307, -1);
          });

      assertThat(sender.send(waiting(create(receiver.url())))).isInstanceOf(Outcome.Later.class);
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @Test
  void anEndpointThatIsGoneIsDisabledAndSaysWhy() {
    receiver.answer(410);
    Made made = create(receiver.url());

    assertThat(sender.send(waiting(made))).isInstanceOf(Outcome.Refused.class);

    WebhookEndpoint stored = endpoints.list(ACME).getFirst();
    assertThat(stored.enabled()).isFalse();
    assertThat(stored.disabledReason()).contains("The endpoint answered 410 Gone.");
    assertThat(sender.send(waiting(made))).isInstanceOf(Outcome.Refused.class);
    assertThat(receiver.received()).hasSize(1);
  }

  @Test
  void thatAnOldUrlIsGoneDisablesNothingOfTheNewOne() {
    Made made = create(receiver.url());
    EndpointUrl next = new EndpointUrl(receiver.url().text() + "&moved=1");
    receiver.answer(
        exchange -> {
          endpoints.update(ACME, made.endpoint().id(), moved(next), Optional.empty(), Samples.NOW);
          exchange.sendResponseHeaders(410, -1);
        });

    assertThat(sender.send(waiting(made))).isInstanceOf(Outcome.Later.class);

    WebhookEndpoint stored = endpoints.list(ACME).getFirst();
    assertThat(stored.enabled()).isTrue();
    assertThat(stored.url()).isEqualTo(next);
  }

  @Test
  void readsNothingOfAnEndlessAnswer() {
    receiver.answer(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            byte[] much = "x".repeat(1 << 16).getBytes(UTF_8);
            while (true) {
              out.write(much); // until the client has had enough
            }
          }
        });

    assertThat(sender.send(waiting(create(receiver.url())))).isEqualTo(new Outcome.Taken());
  }

  @Test
  void readsNoFurtherThanALineOfAHeaderMayBeLong() {
    receiver.answer(
        exchange -> {
          exchange.getResponseHeaders().set("Endless", "x".repeat(1 << 20));
          exchange.sendResponseHeaders(200, -1);
        });

    assertThat(sender.send(waiting(create(receiver.url()))))
        .isEqualTo(new Outcome.Later("MessageConstraintException"));
  }

  @Test
  void readsNoMoreHeadersThanAnAnswerMayHave() {
    receiver.answer(
        exchange -> {
          for (int i = 0; i < 10_000; i++) {
            exchange.getResponseHeaders().add("Endless", "x");
          }
          exchange.sendResponseHeaders(200, -1);
        });

    assertThat(sender.send(waiting(create(receiver.url()))))
        .isEqualTo(new Outcome.Later("MessageConstraintException"));
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForLongerThanARequestMayTake() {
    CountDownLatch never = new CountDownLatch(1);
    receiver.answer(
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    try (WebhookHttp impatient = http(PrivateAddresses.ALLOWED, Duration.ofMillis(300))) {
      WebhookSender hurried = new WebhookSender(endpoints, impatient, time);

      assertThat(hurried.send(waiting(create(receiver.url())))).isInstanceOf(Outcome.Later.class);
    } finally {
      never.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1:%d/",
        "https://localhost:%d/",
        "https://[::1]:%d/",
        "https://0.0.0.0:%d/",
        "https://[::ffff:127.0.0.1]:%d/",
        "https://169.254.169.254:%d/"
      })
  void reachesNothingOfTheOperatorsNetwork(String url) {
    int port = receiver.url().uri().getPort();
    try (WebhookHttp guarded = http(PrivateAddresses.REFUSED, Duration.ofSeconds(5))) {
      WebhookSender careful = new WebhookSender(endpoints, guarded, time);

      assertThat(careful.send(waiting(create(new EndpointUrl(url.formatted(port))))))
          .isEqualTo(new Outcome.Later("AddressNotAllowedException"));
    }
    assertThat(receiver.received()).isEmpty();
  }

  @Test
  void anEndpointOfAnotherTenantIsNotFound() {
    Made made = create(receiver.url());
    Waiting theirs =
        new Waiting(
            UUID.randomUUID(),
            new TenantId("other"),
            Channel.WEBHOOK,
            made.endpoint().id().toString(),
            new Notification.EndpointTested().type(),
            "{}",
            0,
            Samples.NOW);

    assertThat(sender.send(theirs)).isInstanceOf(Outcome.Refused.class);
    assertThat(receiver.received()).isEmpty();
  }

  private static WebhookHttp http(PrivateAddresses addresses, Duration longest) {
    return new WebhookHttp(
        new EndpointPolicy(Set.of("*"), addresses),
        longest,
        4,
        Optional.of(WebhookReceiver.trusting()));
  }

  private Made create(EndpointUrl url) {
    return (Made)
        endpoints.create(ACME, url, Set.of(), /* enabled= */ true, Optional.empty(), Samples.NOW);
  }

  private static WebhookEndpoint.Change moved(EndpointUrl url) {
    return new WebhookEndpoint.Change(Optional.of(url), Optional.empty(), Optional.empty());
  }

  private static Waiting waiting(Made made) {
    return waiting(made, SampleNotifications.failing("export \u00e4"));
  }

  private static Waiting waiting(Made made, Notification notification) {
    return new Waiting(
        UUID.randomUUID(),
        ACME,
        Channel.WEBHOOK,
        made.endpoint().id().toString(),
        notification.type(),
        Payload.write(ACME, SampleNotifications.NOW, notification),
        0,
        SampleNotifications.NOW);
  }
}
