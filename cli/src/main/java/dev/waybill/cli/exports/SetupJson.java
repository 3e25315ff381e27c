package dev.waybill.cli.exports;

import dev.waybill.stores.s3.setup.SetupDocuments;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The policies in one object, for people and for programs. */
final class SetupJson {
  private SetupJson() {}

  static String of(Known known, SetupDocuments documents) {
    JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    ObjectNode json = mapper.createObjectNode();
    known.principal().ifPresent(arn -> json.put("principal", arn));
    known.externalId().ifPresent(id -> json.put("externalId", id));
    json.set("permissionPolicy", mapper.readTree(documents.permissionPolicy()));
    documents.trustPolicy().ifPresent(policy -> json.set("trustPolicy", mapper.readTree(policy)));
    json.set("bucketPolicyStatements", mapper.readTree(documents.bucketPolicyStatements()));
    json.put("bucketPolicyWarning", documents.bucketPolicyWarning());
    documents
        .keyPolicyStatement()
        .ifPresent(statement -> json.set("keyPolicyStatement", mapper.readTree(statement)));
    ArrayNode addresses = json.putArray("egressAddresses");
    known.egressAddresses().forEach(addresses::add);
    ArrayNode notes = json.putArray("notes");
    Optional<String> missing = known.missing();
    missing.ifPresent(notes::add);
    documents.notes().forEach(notes::add);
    return mapper.writeValueAsString(json);
  }
}
