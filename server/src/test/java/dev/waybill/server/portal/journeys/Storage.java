package dev.waybill.server.portal.journeys;

import dev.waybill.server.testing.TestingTenant;

/** The kinds of storage that the set-up offers. */
enum Storage {
  ROLE,
  ACCESS_KEY,
  SAS_TOKEN,
  ENTRA_APPLICATION,
  GOOGLE_GRANT,
  GOOGLE_KEY,
  FOLDER;

  /** A tenant's own. */
  Customer of(TestingTenant tenant, Clouds clouds) {
    return switch (this) {
      case ROLE -> new RoleCustomer(clouds.ceph());
      case ACCESS_KEY -> new AccessKeyCustomer(clouds.ceph());
      case SAS_TOKEN -> new SasCustomer(clouds.azurite());
      case ENTRA_APPLICATION -> new EntraCustomer(clouds.azurite());
      case GOOGLE_GRANT -> new GrantingCustomer(clouds.google());
      case GOOGLE_KEY -> new GoogleKeyCustomer(clouds.google());
      case FOLDER -> new FolderCustomer(tenant.server().exports().resolve(tenant.id()));
    };
  }
}
