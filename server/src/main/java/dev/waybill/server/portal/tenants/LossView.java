package dev.waybill.server.portal.tenants;

import dev.waybill.retention.RetentionPolicy;
import dev.waybill.server.admin.Loss;

/**
 * What a change would end, as operators are asked whether they mean it.
 *
 * @param confirmation what the form sends back if they do; it is no answer to another question
 * @param keptBefore in days, like all the others
 */
record LossView(
    String confirmation,
    boolean keepsShorter,
    boolean limitsShorter,
    boolean auditingEnds,
    long keptBefore,
    long keptAfter,
    long limitBefore,
    long limitAfter) {
  static LossView of(Loss loss) {
    RetentionPolicy before = loss.before();
    RetentionPolicy after = loss.after();
    return new LossView(
        after.keep() + "/" + after.hardLimit() + (loss.auditingEnds() ? "/off" : ""),
        loss.keepsShorter(),
        loss.limitsShorter(),
        loss.auditingEnds(),
        before.keep().toDays(),
        after.keep().toDays(),
        before.hardLimit().toDays(),
        after.hardLimit().toDays());
  }

  public boolean removes() {
    return keepsShorter || limitsShorter;
  }
}
