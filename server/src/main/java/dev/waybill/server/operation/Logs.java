package dev.waybill.server.operation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.waybill.server.settings.LogSettings;
import java.io.Console;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up what is written to standard output. */
public final class Logs {
  private static final String FOR_PEOPLE = "%d{HH:mm:ss.SSS} %-5level %msg%n%rEx{short}";

  /** What these say of a failed start, or of a request to Azure, is told in a line of our own. */
  private static final List<String> QUIET =
      List.of(
          "com.azure",
          "com.microsoft.aad",
          "org.apache.catalina",
          "org.apache.coyote",
          "org.springframework.boot.SpringApplication",
          "org.springframework.boot.diagnostics",
          "org.springframework.boot.tomcat",
          "org.springframework.boot.web.server.servlet.context",
          "org.springframework.context.support",
          "org.springframework.web.servlet.PageNotFound");

  private Logs() {}

  /** Replaces whatever was set up before. */
  public static void setUp(LogSettings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    Encoder<ILoggingEvent> encoder = encoder(context, settings.format());
    encoder.setContext(context);
    encoder.start();
    var console = new ConsoleAppender<ILoggingEvent>();
    console.setContext(context);
    console.setEncoder(encoder);
    console.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    root.setLevel(Level.WARN);
    context.getLogger("dev.waybill").setLevel(Level.toLevel(settings.level().name()));
    QUIET.forEach(name -> context.getLogger(name).setLevel(Level.OFF));
  }

  /** Whether somebody reads along. */
  @SuppressWarnings("SystemConsoleNull") // the type allows null, and other Javas return it
  public static boolean onTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogSettings.Format format) {
    boolean people =
        switch (format) {
          case PEOPLE -> true;
          case JSON -> false;
          case AUTO -> onTerminal();
        };
    if (!people) {
      return new JsonLines();
    }
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(FOR_PEOPLE);
    return encoder;
  }
}
