package dev.waybill.server.ingest;

import static java.util.Objects.requireNonNull;

import dev.waybill.event.EventLine;
import dev.waybill.event.ReadOutcome;
import dev.waybill.event.Rejection;
import dev.waybill.event.RejectionCode;
import dev.waybill.server.answer.Problem;
import dev.waybill.server.answer.ProblemCode;
import dev.waybill.server.answer.ProblemException;
import dev.waybill.server.retention.StorageQuotas;
import dev.waybill.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves out the events of tenants whose storage is full, or that send too fast. */
final class Admission {
  /** Room comes when retention removes events, every hour, or when the operator raises a quota. */
  private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMinutes(5);

  private final StorageQuotas quotas;
  private final IngestRates rates;

  Admission(StorageQuotas quotas, IngestRates rates) {
    this.quotas = requireNonNull(quotas, "quotas is null");
    this.rates = requireNonNull(rates, "rates is null");
  }

  /**
   * What may be taken.
   *
   * @param events the others are among its rejections
   * @param counted against the tenants' rates; to be given back if nothing is taken
   */
  record Admitted(ReadOutcome.ParsedBody events, Map<TenantId, Share> counted) {}

  /**
   * The same events, without those of tenants that may not send them now.
   *
   * @throws ProblemException if that leaves no event; nothing is counted then
   */
  Admitted admit(ReadOutcome.ParsedBody parsed) {
    Map<TenantId, Share> shares = Share.ofTenants(parsed.batch());
    Map<TenantId, RejectionCode> refused = new HashMap<>();
    List<Duration> debts = new ArrayList<>();
    shares.forEach(
        (tenant, share) -> {
          if (!quotas.hasRoom(tenant, share.bytes())) {
            refused.put(tenant, RejectionCode.QUOTA_EXCEEDED);
            return;
          }
          Optional<Duration> debt = rates.take(tenant, share);
          if (debt.isPresent()) {
            refused.put(tenant, RejectionCode.RATE_LIMITED);
            debts.add(debt.get());
          }
        });
    if (refused.isEmpty()) {
      return new Admitted(parsed, shares);
    }
    if (refused.size() == shares.size()) {
      throw debts.stream()
          .min(Comparator.naturalOrder())
          .map(Admission::tooFast)
          .orElseGet(Admission::full);
    }
    shares.keySet().removeAll(refused.keySet());
    return new Admitted(
        new ReadOutcome.ParsedBody(
            parsed.batch().without(refused.keySet()), rejections(parsed, refused)),
        shares);
  }

  /**
   * To be asked before a body is read that is one tenant's.
   *
   * @throws ProblemException if nothing of it can be taken
   */
  void requireNoDebt(TenantId tenant) {
    rates
        .debt(tenant)
        .ifPresent(
            debt -> {
              throw tooFast(debt);
            });
  }

  /** Nothing was taken after all. */
  void giveBack(Admitted admitted) {
    rates.giveBack(admitted.counted());
  }

  private static List<Rejection> rejections(
      ReadOutcome.ParsedBody parsed, Map<TenantId, RejectionCode> refused) {
    var all = new ArrayList<>(parsed.rejections());
    for (EventLine line : parsed.batch().lines()) {
      Optional.ofNullable(refused.get(line.tenant()))
          .ifPresent(code -> all.add(new Rejection(line.line(), code, words(code))));
    }
    all.sort(Comparator.comparingInt(Rejection::line));
    return all;
  }

  private static String words(RejectionCode code) {
    return code == RejectionCode.RATE_LIMITED
        ? "The tenant sends faster than it may: send the event again later."
        : "The tenant's storage quota is used up: send the event again later.";
  }

  private static ProblemException full() {
    return refusal(
        ProblemCode.QUOTA_EXCEEDED,
        "The tenant's storage quota is used up: nothing was taken, send the events again later.",
        UNTIL_THERE_IS_ROOM);
  }

  private static ProblemException tooFast(Duration debt) {
    return refusal(
        ProblemCode.RATE_LIMITED,
        "The tenant sends faster than it may: nothing was taken, send the events again after as"
            + " many seconds as Retry-After says.",
        debt);
  }

  private static ProblemException refusal(ProblemCode code, String detail, Duration wait) {
    return new ProblemException(new Problem(code, detail).retryAfter(wait));
  }
}
