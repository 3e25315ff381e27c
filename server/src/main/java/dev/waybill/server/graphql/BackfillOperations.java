package dev.waybill.server.graphql;

import dev.waybill.server.exports.ExportBackfills;
import dev.waybill.server.security.Caller;
import java.util.Optional;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** Queries and mutations of backfills. */
@Controller
class BackfillOperations {
  private final ExportBackfills backfills;

  BackfillOperations(ExportBackfills backfills) {
    this.backfills = backfills;
  }

  @MutationMapping
  ExportBackfillNode backfill(
      @Argument String configurationId,
      @Argument String from,
      @Argument String to,
      @Argument Optional<String> prefix,
      @ContextValue Caller caller) {
    return ExportBackfillNode.of(
        backfills.create(
            caller.requireTenant(), Ids.configuration(configurationId), from, to, prefix));
  }

  @MutationMapping
  ExportBackfillNode cancelBackfill(@Argument String id, @ContextValue Caller caller) {
    return ExportBackfillNode.of(backfills.cancel(caller.requireTenant(), Ids.stream(id)));
  }

  @QueryMapping
  ExportBackfillPage exportBackfills(
      @Argument String configurationId,
      @Argument int first,
      @Argument Optional<String> after,
      @ContextValue Caller caller) {
    int wanted = ExportJobPage.first(first);
    return ExportBackfillPage.of(
        backfills.list(
            caller.requireTenant(),
            Ids.configuration(configurationId),
            wanted + 1,
            after.map(Ids::stream)),
        wanted);
  }

  @QueryMapping
  ExportBackfillNode exportBackfill(@Argument String id, @ContextValue Caller caller) {
    return ExportBackfillNode.of(backfills.backfill(caller.requireTenant(), Ids.stream(id)));
  }

  @QueryMapping
  ExportJobPage exportBackfillJobs(
      @Argument String backfillId,
      @Argument int first,
      @Argument Optional<String> after,
      @ContextValue Caller caller) {
    int wanted = ExportJobPage.first(first);
    return ExportJobPage.of(
        backfills.jobs(
            caller.requireTenant(), Ids.stream(backfillId), wanted + 1, ExportJobPage.after(after)),
        wanted);
  }
}
