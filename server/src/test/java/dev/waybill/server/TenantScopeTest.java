package dev.waybill.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.waybill.export.ExportLedger;
import dev.waybill.export.RedeliveryLedger;
import dev.waybill.export.SelfCheckLedger;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.tenant.TenantId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What serves requests cannot ask for rows or events without saying of which tenant: no method that
 * it may call would take the question.
 */
class TenantScopeTest {
  private static final Set<String> SERVE_REQUESTS =
      Set.of(
          "admin",
          "consent",
          "exports",
          "graphql",
          "ingest",
          "keys",
          "login",
          "portal",
          "portal.about",
          "portal.audit",
          "portal.events",
          "portal.export",
          "portal.destinations",
          "portal.integrations",
          "portal.keys",
          "portal.notifications",
          "portal.operator",
          "portal.overview",
          "portal.setup",
          "portal.tenants",
          "retention",
          "search",
          "security",
          "webhooks");

  private static final Set<String> STORE = Set.of("rocksdb", "sql");

  /** Deep enough for a batch, which has lines, which have tenants. */
  private static final int DEEPEST = 4;

  /** Who calls what without a tenant, and why. */
  private static final Map<String, String> WITHOUT_TENANT =
      Map.ofEntries(
          Map.entry("ApiKeys.authenticate in KeyCheck", "whose key it is says which tenant"),
          Map.entry("ApiKeys.recognise in KeyCheck", "whose key it was says which tenant"),
          Map.entry("Sessions.find in SessionGuard", "whose session it is says which tenant"),
          Map.entry("Sessions.end in Login", "whose session it is says which tenant"),
          Map.entry("Sessions.end in KeyLogin", "whose session it is says which tenant"),
          Map.entry("Sessions.end in EnterController", "whose session it is says which tenant"),
          Map.entry("Sessions.end in Logout", "whose session it is says which tenant"),
          Map.entry("PortalLinks.enter in EnterController", "whose link it is says which tenant"),
          Map.entry(
              "StorageIntegrations.returningFromConsent in ConsentReturns",
              "whoever knows its state comes from where its tenant sent them"),
          Map.entry("SelfAudit.recordForOperators in AccessAudit", "about no tenant"),
          Map.entry("SelfAudit.recordForOperators in TenantDeletion", "its tenant is gone"),
          Map.entry("ApiKeys.revoke in KeyEditor", "for OPERATOR alone"),
          Map.entry("ApiKeys.rotate in KeyEditor", "for OPERATOR alone"),
          Map.entry("Tenants.list in TenantPage", "for OPERATOR alone"),
          Map.entry("Tenants.list in QuotaWatch", "looks at each, one after the other"),
          Map.entry("Tenants.search in TenantsController", "for OPERATOR alone"),
          Map.entry("EventLog.deletionTime in ExportRisks", "the clock is the platform's"),
          Map.entry("SigningKeyRing.list in SigningKeyController", "the platform's keys"),
          Map.entry("SigningKeyRing.rotate in SigningKeyController", "the platform's keys"),
          Map.entry("SigningKeys.current in AboutController", "the platform's keys"),
          Map.entry("SigningKeys.current in SetupController", "the platform's keys"),
          Map.entry("SigningKeys.current in SigningKeyField", "the platform's keys"),
          Map.entry("SelfAudit.recordForOperators in BackupController", "about no tenant"),
          Map.entry("SelfAudit.recordForOperators in ClockController", "about no tenant"));

  /** What a scan hands out, which named the tenant. */
  private static final Set<String> HANDED_OUT = Set.of("BlockIndex", "EventBlock");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.waybill");

  @Test
  void whatServesRequestsNamesTheTenantInEveryCall() {
    var without = new TreeSet<String>();
    for (JavaClass caller : in(SERVE_REQUESTS)) {
      for (JavaCodeUnitAccess<?> access : accesses(caller)) {
        if (access.getTarget().resolveMember().orElse(null) instanceof JavaMethod method
            && isOfAStore(method.getOwner())
            && !HANDED_OUT.contains(method.getOwner().getSimpleName())
            && !carriesTenant(method)) {
          without.add(name(method) + " in " + caller.getSimpleName());
        }
      }
    }

    assertThat(without)
        .as("give it a TenantId, or say in WITHOUT_TENANT why it needs none")
        .isEqualTo(WITHOUT_TENANT.keySet());
  }

  @Test
  void whatServesRequestsDoesNotReachWhatWorksForAllTenants() {
    noClasses()
        .that()
        .resideInAnyPackage(packages(SERVE_REQUESTS))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            ExportLedger.class, RedeliveryLedger.class, SelfCheckLedger.class, ControlPlane.class)
        .check(CLASSES);
  }

  private static Set<JavaCodeUnitAccess<?>> accesses(JavaClass caller) {
    return Stream.<JavaCodeUnitAccess<?>>concat(
            caller.getMethodCallsFromSelf().stream(), caller.getMethodReferencesFromSelf().stream())
        .collect(Collectors.toSet());
  }

  /** Whether somebody who keeps tenants' data implements it. */
  private static boolean isOfAStore(JavaClass type) {
    return type.isInterface()
        && type.getPackageName().startsWith("dev.waybill")
        && in(STORE).stream().anyMatch(store -> store.isAssignableTo(type.getName()));
  }

  private static boolean carriesTenant(JavaMethod method) {
    return method.getParameterTypes().stream()
        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
        .anyMatch(type -> carriesTenant(type, DEEPEST));
  }

  private static boolean carriesTenant(JavaClass type, int deep) {
    if (type.isEquivalentTo(TenantId.class)) {
      return true;
    }
    return deep > 0
        && type.getPackageName().startsWith("dev.waybill")
        && type.getFields().stream()
            .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
            .map(JavaField::getType)
            .flatMap(field -> field.getAllInvolvedRawTypes().stream())
            .anyMatch(field -> carriesTenant(field, deep - 1));
  }

  private static String name(JavaMethod method) {
    return method.getOwner().getSimpleName() + "." + method.getName();
  }

  private static Set<JavaClass> in(Set<String> packages) {
    return CLASSES.stream()
        .filter(
            type ->
                packages.stream()
                    .anyMatch(name -> type.getPackageName().equals("dev.waybill.server." + name)))
        .collect(Collectors.toSet());
  }

  private static String[] packages(Set<String> names) {
    return names.stream().map(name -> "dev.waybill.server." + name + "..").toArray(String[]::new);
  }
}
