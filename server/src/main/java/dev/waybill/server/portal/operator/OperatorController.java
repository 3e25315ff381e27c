package dev.waybill.server.portal.operator;

import static java.util.Objects.requireNonNull;

import dev.waybill.server.portal.Page;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.Permission;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /portal/operator}: whether all is well. */
@Controller
public final class OperatorController {
  private final Instruments instruments;

  public OperatorController(Instruments instruments) {
    this.instruments = requireNonNull(instruments, "instruments is null");
  }

  @GetMapping("/portal/operator")
  String show(Caller caller, Model model) {
    Page.require(caller, Permission.OPERATOR);
    List<Check> checks = Checks.of(instruments.read());
    model.addAttribute("checks", checks);
    model.addAttribute("problems", checks.stream().filter(Check::isProblem).toList());
    return "operator";
  }
}
