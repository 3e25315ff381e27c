package dev.waybill.server.isolation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * The SQL statements that each request runs, by the request's id, as the control plane logs them.
 */
final class Statements extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger =
      (Logger) LoggerFactory.getLogger("dev.waybill.server.sql.Transaction");
  private final Map<String, List<String>> byRequest = new ConcurrentHashMap<>();

  /** From now on, until it is closed. */
  static Statements record() {
    var statements = new Statements();
    statements.start();
    statements.logger.addAppender(statements);
    statements.logger.setAdditive(false);
    statements.logger.setLevel(Level.TRACE);
    return statements;
  }

  List<String> of(String request) {
    return List.copyOf(byRequest.getOrDefault(request, List.of()));
  }

  @Override
  protected void append(ILoggingEvent event) {
    byRequest
        .computeIfAbsent(
            event.getMDCPropertyMap().getOrDefault("requestId", ""),
            _ -> new CopyOnWriteArrayList<>())
        .add(event.getFormattedMessage().replaceAll("\\s+", " ").strip());
  }

  @Override
  public void close() {
    logger.setLevel(null);
    logger.setAdditive(true);
    logger.detachAppender(this);
    stop();
  }
}
