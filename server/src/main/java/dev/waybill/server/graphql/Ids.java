package dev.waybill.server.graphql;

import dev.waybill.export.ConfigurationId;
import dev.waybill.export.JobId;
import dev.waybill.export.RedeliveryId;
import dev.waybill.export.StreamId;
import dev.waybill.integration.IntegrationId;
import java.util.UUID;

/** Reads ids as they come. */
final class Ids {
  /** Never drawn, so what has it is not found: the answer to whatever is not an id. */
  private static final UUID NOBODY = new UUID(0, 0);

  private Ids() {}

  static ConfigurationId configuration(String id) {
    return new ConfigurationId(parse(id));
  }

  static IntegrationId integration(String id) {
    return new IntegrationId(parse(id));
  }

  static JobId job(String id) {
    return new JobId(parse(id));
  }

  static RedeliveryId redelivery(String id) {
    return new RedeliveryId(parse(id));
  }

  /** Of a storage integration, or of an export that uses it. */
  static UUID destination(String id) {
    return parse(id);
  }

  static UUID apiKey(String id) {
    return parse(id);
  }

  static UUID webhookEndpoint(String id) {
    return parse(id);
  }

  /** A backfill has its stream's. */
  static StreamId stream(String id) {
    return new StreamId(parse(id));
  }

  private static UUID parse(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      return NOBODY;
    }
  }
}
