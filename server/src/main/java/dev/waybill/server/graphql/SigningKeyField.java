package dev.waybill.server.graphql;

import dev.waybill.manifest.SigningKeys;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** With which key an export's manifests are signed. */
@Controller
class SigningKeyField {
  private final SigningKeys keys;

  SigningKeyField(SigningKeys keys) {
    this.keys = keys;
  }

  @SchemaMapping(typeName = "ExportConfiguration")
  String signingKeyId() {
    return keys.current().key().value();
  }
}
