package dev.waybill.server.sql;

import dev.waybill.storage.S3Abilities;
import dev.waybill.storage.S3Abilities.ConditionalPuts;
import dev.waybill.storage.S3Checksum;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The abilities of a store among the fields of a location of S3; what is not known is left out. */
final class S3AbilitiesJson {
  private static final String CONDITIONAL_PUTS = "conditionalPuts";
  private static final String CHECKSUM = "checksum";

  private static final String IGNORES_ENCRYPTION = "ignoresEncryption";

  private S3AbilitiesJson() {}

  static void write(S3Abilities abilities, ObjectNode json) {
    if (abilities.conditionalPuts() != ConditionalPuts.UNKNOWN) {
      json.put(CONDITIONAL_PUTS, abilities.conditionalPuts().name());
    }
    abilities.checksum().ifPresent(checksum -> json.put(CHECKSUM, checksum.name()));
    if (abilities.ignoresEncryption()) {
      json.put(IGNORES_ENCRYPTION, true);
    }
  }

  static S3Abilities read(JsonNode json) {
    return new S3Abilities(
        Json.optionalText(json, CONDITIONAL_PUTS)
            .map(ConditionalPuts::valueOf)
            .orElse(ConditionalPuts.UNKNOWN),
        Json.optionalText(json, CHECKSUM).map(S3Checksum::valueOf),
        json.path(IGNORES_ENCRYPTION).asBoolean(false));
  }
}
