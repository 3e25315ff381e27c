package dev.waybill.server.wiring;

import dev.waybill.log.EventLog;
import dev.waybill.server.audit.SelfAudit;
import dev.waybill.server.outbox.OutboxThread;
import dev.waybill.server.security.AccessAudit;
import dev.waybill.server.security.TenantDeletions;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.time.TimeSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the service records about itself. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

  @Bean
  AccessAudit accessAudit(ControlPlane controlPlane, SelfAudit audit, TimeSource time) {
    return new AccessAudit(audit, controlPlane.keyAddresses(), time);
  }

  /** Ends after the requests and the exports, and before the log. */
  @Bean(initMethod = "start")
  OutboxThread auditOutbox(ControlPlane controlPlane, EventLog log, TenantDeletions deletions) {
    return new OutboxThread(controlPlane.auditOutbox(), log, deletions);
  }
}
