package dev.waybill.server.wiring;

import dev.waybill.fault.InvalidInput;
import dev.waybill.log.LogDamagedException;
import dev.waybill.server.datadir.StartRefusedException;
import dev.waybill.server.settings.Settings;
import java.net.BindException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.web.server.PortInUseException;

/** The server cannot start; the message is one line that says what to do. */
public final class StartFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }

  static StartFailedException of(RuntimeException failure, Settings settings) {
    List<Throwable> causes = causes(failure);
    String message =
        causes.stream()
            .flatMap(cause -> explain(cause, settings).stream())
            .findFirst()
            .orElseGet(() -> "The server cannot start: " + oneLine(causes.getLast()));
    return new StartFailedException(message, failure);
  }

  private static Optional<String> explain(Throwable cause, Settings settings) {
    return switch (cause) {
      case StartRefusedException refused -> Optional.of(oneLine(refused.getMessage()));
      case LogDamagedException damaged -> Optional.of(oneLine(damaged.getMessage()));
      case InvalidInput invalid -> Optional.of(oneLine(invalid.getMessage()));
      case PortInUseException inUse -> Optional.of(portInUse(inUse.getPort(), settings));
      case BindException bind -> Optional.of(addressNotOurs(oneLine(bind.getMessage())));
      case UnknownHostException unknown ->
          Optional.of(addressNotOurs("there is no host " + oneLine(unknown.getMessage())));
      default -> Optional.empty();
    };
  }

  private static String portInUse(int port, Settings settings) {
    String key = port == settings.server().port() ? "server.port" : "management.port";
    return "Port %d is in use by another process: stop that one, or set %s to another port."
        .formatted(port, key);
  }

  private static String addressNotOurs(String why) {
    return "An address cannot be listened on (%s): set server.address and management.address to addresses of this machine, and ports that this user may open."
        .formatted(why);
  }

  private static List<Throwable> causes(Throwable failure) {
    var causes = new ArrayList<Throwable>();
    Throwable next = failure;
    while (next != null && !causes.contains(next)) {
      causes.add(next);
      next = next.getCause();
    }
    return causes;
  }

  private static String oneLine(Throwable cause) {
    return oneLine(cause.toString());
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String text) {
    return String.valueOf(text).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
