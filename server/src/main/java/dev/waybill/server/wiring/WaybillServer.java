package dev.waybill.server.wiring;

import dev.waybill.server.admin.FirstKey;
import dev.waybill.server.settings.Settings;
import dev.waybill.time.TimeSource;
import java.net.URI;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** A server that runs, from its start until it is closed. */
public final class WaybillServer implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Ports ports;
  private final Settings settings;

  private WaybillServer(ConfigurableApplicationContext context, Settings settings) {
    this.context = context;
    this.ports = context.getBean(Ports.class);
    this.settings = settings;
  }

  /**
   * Starts all parts and returns when the API answers.
   *
   * @param firstKey gets the operator's key if the data directory is a new one
   * @throws StartFailedException if something stands in the way
   */
  public static WaybillServer start(Settings settings, FirstKey.Handover firstKey) {
    return start(settings, firstKey, new SystemTime());
  }

  /**
   * The same with a clock that is not the machine's.
   *
   * @throws StartFailedException if something stands in the way
   */
  public static WaybillServer start(
      Settings settings, FirstKey.Handover firstKey, TimeSource time) {
    var application = new SpringApplication(Parts.class);
    if (settings.tls().isOn()) {
      application.addPrimarySources(List.of(TlsConfiguration.class));
    }
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setListeners(List.of());
    application.setAddCommandLineProperties(false);
    application.setEnvironment(new FixedEnvironment(SpringProperties.of(settings)));
    application.addInitializers(
        context -> {
          var beans = context.getBeanFactory();
          beans.registerSingleton("settings", settings);
          beans.registerSingleton("firstKeyHandover", firstKey);
          beans.registerSingleton("time", time);
        });
    try {
      return new WaybillServer(application.run(), settings);
    } catch (RuntimeException e) {
      throw StartFailedException.of(e, settings);
    }
  }

  /** Where the API answers. */
  public URI api() {
    return address(
        settings.tls().isOn() ? "https" : "http", settings.server().address(), ports.api());
  }

  /** Where health and metrics are. */
  public URI management() {
    return address("http", settings.management().address(), ports.management());
  }

  /** Finishes the requests and jobs under way, as far as the time for it goes, and stops. */
  @Override
  public void close() {
    context.close();
  }

  private static URI address(String scheme, String host, int port) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create(scheme + "://" + name + ":" + port);
  }

  /** For the tests of what is behind the API. */
  ConfigurableApplicationContext context() {
    return context;
  }
}
