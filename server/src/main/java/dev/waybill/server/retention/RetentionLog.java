package dev.waybill.server.retention;

import dev.waybill.export.ConfigurationId;
import dev.waybill.retention.RetentionListener;
import dev.waybill.tenant.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A log line for each thing that retention does, and for what an operator has to know. */
public final class RetentionLog implements RetentionListener {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionLog.class);

  @Override
  public void clockNotTrusted(String reason) {
    LOG.warn("No event is deleted by its age: {}", reason);
  }

  @Override
  public void removed(TenantId tenant, long events) {
    with(context(tenant), () -> LOG.info("Retention removed {} events", events));
  }

  @Override
  public void cutOff(TenantId tenant, ConfigurationId configuration, long events) {
    with(
        context(tenant, configuration),
        () ->
            LOG.error(
                "The hard limit removes {} events that export {} has not delivered",
                events,
                configuration));
  }

  @Override
  public void atRisk(TenantId tenant, ConfigurationId configuration, Instant expiresAt) {
    with(
        context(tenant, configuration),
        () ->
            LOG.warn(
                "Export {} is at risk: the hard limit removes events that it has not delivered from"
                    + " {} on",
                configuration,
                expiresAt));
  }

  @Override
  public void safe(ConfigurationId configuration) {
    LOG.info("Export {} is no longer at risk of the hard limit", configuration);
  }

  @Override
  public void pruned(long jobs, long redeliveries) {
    LOG.info("Removed {} old jobs and {} redeliveries from the history", jobs, redeliveries);
  }

  @Override
  public void failed(TenantId tenant, RuntimeException cause) {
    with(
        context(tenant),
        () -> LOG.error("Retention of one tenant failed; it is tried again in an hour", cause));
  }

  private static Map<String, String> context(TenantId tenant) {
    var context = new LinkedHashMap<String, String>();
    context.put("tenant", tenant.value());
    return context;
  }

  private static Map<String, String> context(TenantId tenant, ConfigurationId configuration) {
    Map<String, String> context = context(tenant);
    context.put("configuration", configuration.toString());
    return context;
  }

  private static void with(Map<String, String> context, Runnable log) {
    context.forEach(MDC::put);
    try {
      log.run();
    } finally {
      context.keySet().forEach(MDC::remove);
    }
  }
}
