package dev.waybill.server.graphql;

import dev.waybill.export.DeliveredHour;
import dev.waybill.log.AcceptedHour;
import dev.waybill.server.exports.HourWindow;
import dev.waybill.server.exports.HourlyCounts;
import dev.waybill.server.security.Caller;
import java.util.List;
import java.util.Optional;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** What came in and what went out by the hour. */
@Controller
class HourQueries {
  private final HourlyCounts counts;

  HourQueries(HourlyCounts counts) {
    this.counts = counts;
  }

  @QueryMapping
  List<DeliveredHour> deliveredByHour(
      @Argument Optional<String> configurationId,
      @Argument String from,
      @Argument String to,
      @ContextValue Caller caller) {
    HourWindow window = HourWindow.parse(from, to);
    return configurationId
        .map(Ids::configuration)
        .map(id -> counts.delivered(caller.requireTenant(), id, window))
        .orElseGet(() -> counts.delivered(caller.requireTenant(), window));
  }

  @QueryMapping
  List<AcceptedHour> acceptedByHour(
      @Argument String from, @Argument String to, @ContextValue Caller caller) {
    return counts.accepted(caller.requireTenant(), HourWindow.parse(from, to));
  }
}
