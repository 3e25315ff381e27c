package dev.waybill.server.sql;

import dev.waybill.server.audit.Details;
import dev.waybill.storage.Authentication;
import dev.waybill.storage.EntraDirectory;
import dev.waybill.storage.RoleArn;
import java.util.Optional;

/** What acts say of the way to authenticate; nothing of it is secret. */
final class ShownAuthentication {
  private static final String AUTHENTICATION = "authentication";
  private static final String ROLE_ARN = "roleArn";
  private static final String ENTRA_TENANT_ID = "entraTenantId";
  private static final String CLIENT_EMAIL = "clientEmail";

  private ShownAuthentication() {}

  static Details with(Details details, Authentication authentication) {
    return details
        .with(AUTHENTICATION, AuthenticationJson.word(authentication))
        .with(ROLE_ARN, role(authentication))
        .with(ENTRA_TENANT_ID, directory(authentication))
        .with(CLIENT_EMAIL, email(authentication));
  }

  static void changed(Details details, Authentication before, Authentication after) {
    details
        .changed(AUTHENTICATION, AuthenticationJson.word(before), AuthenticationJson.word(after))
        .changed(ROLE_ARN, role(before), role(after))
        .changed(ENTRA_TENANT_ID, directory(before), directory(after))
        .changed(CLIENT_EMAIL, email(before), email(after));
  }

  private static Optional<RoleArn> role(Authentication authentication) {
    return authentication instanceof Authentication.AssumedRole(RoleArn role)
        ? Optional.of(role)
        : Optional.empty();
  }

  private static Optional<EntraDirectory> directory(Authentication authentication) {
    return authentication instanceof Authentication.EntraApplication(EntraDirectory directory)
        ? Optional.of(directory)
        : Optional.empty();
  }

  private static Optional<String> email(Authentication authentication) {
    return authentication instanceof Authentication.ServiceAccountKey(String email, _)
        ? Optional.of(email)
        : Optional.empty();
  }
}
