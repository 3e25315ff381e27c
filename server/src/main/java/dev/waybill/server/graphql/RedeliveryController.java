package dev.waybill.server.graphql;

import dev.waybill.server.exports.RedeliveryEditor;
import dev.waybill.server.security.Caller;
import java.util.Optional;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** Delivered jobs that are put again. */
@Controller
class RedeliveryController {
  private final RedeliveryEditor redeliveries;

  RedeliveryController(RedeliveryEditor redeliveries) {
    this.redeliveries = redeliveries;
  }

  @MutationMapping
  RedeliveryNode redeliver(
      @Argument String configurationId,
      @Argument Optional<String> stream,
      @Argument long fromSequence,
      @Argument long toSequence,
      @ContextValue Caller caller) {
    return RedeliveryNode.of(
        redeliveries.request(
            caller.requireTenant(),
            Ids.configuration(configurationId),
            stream.map(Ids::stream),
            fromSequence,
            toSequence));
  }

  @MutationMapping
  RedeliveryNode cancelRedelivery(@Argument String id, @ContextValue Caller caller) {
    return RedeliveryNode.of(redeliveries.cancel(caller.requireTenant(), Ids.redelivery(id)));
  }

  @QueryMapping
  RedeliveryNode redelivery(@Argument String id, @ContextValue Caller caller) {
    return RedeliveryNode.of(redeliveries.find(caller.requireTenant(), Ids.redelivery(id)));
  }

  @QueryMapping
  RedeliveryPage redeliveries(
      @Argument String configurationId,
      @Argument int first,
      @Argument Optional<String> after,
      @ContextValue Caller caller) {
    int wanted = ExportJobPage.first(first);
    return RedeliveryPage.of(
        redeliveries.list(
            caller.requireTenant(),
            Ids.configuration(configurationId),
            wanted + 1,
            after.map(Ids::redelivery)),
        wanted);
  }
}
