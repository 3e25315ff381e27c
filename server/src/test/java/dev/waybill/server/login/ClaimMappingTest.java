package dev.waybill.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.server.login.ClaimMapping.Mapped;
import dev.waybill.server.settings.LoginSettings;
import dev.waybill.server.settings.SettingsLoader;
import dev.waybill.server.settings.SettingsSource;
import dev.waybill.tenant.Permission;
import dev.waybill.tenant.TenantId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimMappingTest {
  private static final Optional<TenantId> ACME = Optional.of(new TenantId("acme"));
  private final ClaimMapping mapping = mapping("waybill_tenant", "groups");

  @Test
  void takesATextOrAList() {
    Mapped admitted = new Mapped.Admitted(ACME, Set.of(Permission.READ));

    assertThat(mapping.map(Map.of("waybill_tenant", "acme", "groups", "readers")))
        .isEqualTo(admitted);
    assertThat(
            mapping.map(
                Map.of("waybill_tenant", List.of("acme"), "groups", List.of("readers", "x"))))
        .isEqualTo(admitted);
  }

  @Test
  void addsUpWhatSeveralValuesGive() {
    assertThat(
            mapping.map(Map.of("waybill_tenant", "acme", "groups", List.of("readers", "admins"))))
        .isEqualTo(new Mapped.Admitted(ACME, Set.of(Permission.READ, Permission.AUDIT)));
  }

  @Test
  void takesANumberForAGroup() {
    assertThat(mapping.map(Map.of("waybill_tenant", "acme", "groups", List.of(7))))
        .isEqualTo(new Mapped.Admitted(ACME, Set.of(Permission.AUDIT_READ)));
  }

  @Test
  void followsAPathIntoObjects() {
    ClaimMapping nested = mapping("org.tenant", "realm_access.roles");

    assertThat(
            nested.map(
                Map.of(
                    "org",
                    Map.of("tenant", "acme"),
                    "realm_access",
                    Map.of("roles", List.of("readers")))))
        .isEqualTo(new Mapped.Admitted(ACME, Set.of(Permission.READ)));
  }

  @Test
  void takesANameWithDotsAsItIs() {
    ClaimMapping named = mapping("https://acme.com/tenant", "https://acme.com/roles");

    assertThat(
            named.map(
                Map.of("https://acme.com/tenant", "acme", "https://acme.com/roles", "readers")))
        .isEqualTo(new Mapped.Admitted(ACME, Set.of(Permission.READ)));
  }

  @Test
  void makesNobodyOfATenantAnOperator() {
    assertThat(mapping.map(Map.of("waybill_tenant", "acme", "groups", List.of("ops", "readers"))))
        .isEqualTo(new Mapped.Admitted(ACME, Set.of(Permission.READ)));
    assertRefused(Map.of("waybill_tenant", "acme", "groups", "ops"), "no permissions here");
  }

  @Test
  void anOperatorHasNoTenant() {
    Mapped operator = new Mapped.Admitted(Optional.empty(), Set.of(Permission.OPERATOR));
    Map<String, Object> withoutValue = new HashMap<>();
    withoutValue.put("waybill_tenant", null);
    withoutValue.put("groups", "ops");

    assertThat(mapping.map(Map.of("groups", "ops"))).isEqualTo(operator);
    assertThat(mapping.map(withoutValue)).isEqualTo(operator);
  }

  @Test
  void refusesWhatNamesNoTenant() {
    assertRefused(Map.of("groups", "readers"), "has no tenant: ask");
  }

  @Test
  void aTenantThatCannotBeReadMakesNobodyAnOperator() {
    for (Object unreadable :
        List.of(
            "",
            " ",
            7,
            true,
            List.of(),
            List.of(""),
            List.of(7),
            List.of("acme", 7),
            Arrays.asList("acme", null),
            List.of(List.of("acme")),
            Map.of(),
            Map.of("id", "acme"))) {
      assertRefused(
          Map.of("waybill_tenant", unreadable, "groups", "ops"), "tenant cannot be read: ask");
    }
  }

  @Test
  void aPathThatEndsBeforeItsClaimMakesNobodyAnOperator() {
    ClaimMapping nested = mapping("org.tenant", "groups");

    for (Object unreadable : List.of("acme", List.of(Map.of("tenant", "acme")), 7)) {
      assertThat(nested.map(Map.of("org", unreadable, "groups", "ops")))
          .isInstanceOf(Mapped.Refused.class);
    }
    assertThat(nested.map(Map.of("org", Map.of("name", "Acme"), "groups", "ops")))
        .isEqualTo(new Mapped.Admitted(Optional.empty(), Set.of(Permission.OPERATOR)));
  }

  @Test
  void refusesSeveralTenants() {
    assertRefused(
        Map.of("waybill_tenant", List.of("acme", "other"), "groups", "readers"), "several tenants");
  }

  @Test
  void refusesWhatCannotBeATenant() {
    assertRefused(Map.of("waybill_tenant", "../acme", "groups", "readers"), "unknown or suspended");
    assertRefused(
        Map.of("waybill_tenant", "a".repeat(129), "groups", "readers"), "unknown or suspended");
  }

  @Test
  void refusesWhatGivesNoPermission() {
    assertRefused(Map.of("waybill_tenant", "acme"), "no permissions here: ask");
    assertRefused(Map.of("waybill_tenant", "acme", "groups", "Readers"), "no permissions here");
    assertRefused(
        Map.of("waybill_tenant", "acme", "groups", Map.of("a", 1)), "no permissions here");
    assertRefused(
        Map.of("waybill_tenant", "acme", "groups", Arrays.asList(null, List.of("readers"))),
        "no permissions here");
  }

  private void assertRefused(Map<String, Object> claims, String advice) {
    assertThat(mapping.map(claims))
        .isInstanceOfSatisfying(
            Mapped.Refused.class, refused -> assertThat(refused.advice()).contains(advice));
  }

  private static ClaimMapping mapping(String tenantClaim, String permissionsClaim) {
    LoginSettings settings =
        SettingsLoader.load(
                new SettingsSource(
                    Optional.empty(),
                    Map.of(),
                    Map.of(
                        "login.issuer", "https://id.example.com",
                        "login.client-id", "waybill",
                        "login.client-secret", "s",
                        "login.public-url", "https://waybill.example.com",
                        "login.tenant-claim", tenantClaim,
                        "login.permissions-claim", permissionsClaim,
                        "login.permissions",
                            "readers=READ,admins=AUDIT,ops=OPERATOR,7=AUDIT_READ")))
            .settings()
            .login();
    return new ClaimMapping(settings);
  }
}
