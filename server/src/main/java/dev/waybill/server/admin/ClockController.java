package dev.waybill.server.admin;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.answer.JsonAnswer;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.audit.ServiceActs;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/admin/clock/confirm}: the operator says that the machine's clock is right. */
@RestController
public final class ClockController {
  private static final int OK = 200;

  /** The log's side of it. */
  @FunctionalInterface
  public interface Confirmation {
    /** Lets the log follow the clock as it is; {@code false} if it did so already. */
    boolean confirm();
  }

  private final Confirmation confirmation;
  private final SelfAudit audit;

  public ClockController(Confirmation confirmation, SelfAudit audit) {
    this.confirmation = requireNonNull(confirmation, "confirmation is null");
    this.audit = requireNonNull(audit, "audit is null");
  }

  @PostMapping("/api/admin/clock/confirm")
  void confirm(HttpServletResponse response) throws IOException {
    boolean changed = confirmation.confirm();
    if (changed) {
      audit.recordForOperators(ServiceActs.confirmClock());
    }
    JsonAnswer.send(
        response, OK, JsonAnswer.object(json -> json.writeBooleanProperty("confirmed", changed)));
  }
}
