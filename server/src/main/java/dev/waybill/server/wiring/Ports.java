package dev.waybill.server.wiring;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/** The ports that were opened, whether they were set or picked. */
final class Ports implements ApplicationListener<WebServerInitializedEvent> {
  private volatile int api;
  private volatile int management;

  @Override
  public void onApplicationEvent(WebServerInitializedEvent event) {
    int port = event.getWebServer().getPort();
    if (WebServerApplicationContext.hasServerNamespace(
        event.getApplicationContext(), "management")) {
      management = port;
    } else {
      api = port;
    }
  }

  int api() {
    return api;
  }

  int management() {
    return management;
  }
}
