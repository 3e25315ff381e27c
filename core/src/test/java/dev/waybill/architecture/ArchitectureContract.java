package dev.waybill.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What must hold in every module; each has an {@code ArchitectureTest} that extends this. */
public abstract class ArchitectureContract {

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("jmh_generated"))
          .importPath(Path.of("target", "classes"));

  protected static void check(ArchRule rule) {
    rule.check(MODULE);
  }

  @Test
  void noPackageIsPartOfACycle() {
    check(slices().matching("dev.waybill.(**)").should().beFreeOfCycles());
  }

  @Test
  void everyPackageIsNullMarked() {
    check(
        classes()
            .should(
                be(
                    describe(
                        "in a @NullMarked package",
                        (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class)))));
  }

  @Test
  void noFieldIsInjected() {
    check(NO_CLASSES_SHOULD_USE_FIELD_INJECTION);
  }

  @Test
  void noClassIsNamedAfterNothing() {
    check(noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper|Manager)"));
  }

  @Test
  void packagesAreCutByFeatureNeverByLayer() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage(
                "..controllers..", "..services..", "..dtos..", "..util..", "..utils.."));
  }

  @Test
  void amazonsTypesStayInTheirPackage() {
    checkOnly("dev.waybill.stores.s3", "software.amazon..");
  }

  @Test
  void microsoftsTypesStayInTheirPackage() {
    checkOnly("dev.waybill.stores.azure", "com.azure..", "com.microsoft..");
  }

  @Test
  void googlesTypesStayInTheirPackage() {
    checkOnly(
        "dev.waybill.stores.gcs", "com.google.api..", "com.google.auth..", "com.google.cloud..");
  }

  @Test
  void rocksDbsTypesStayInTheirPackage() {
    checkOnly("dev.waybill.server.rocksdb", "org.rocksdb..");
  }

  @Test
  void sqlStaysInItsPackage() {
    checkOnly(
        "dev.waybill.server.sql",
        "java.sql..",
        "javax.sql..",
        "com.zaxxer..",
        "org.flywaydb..",
        "org.jdbi..",
        "org.sqlite..");
  }

  @Test
  void theEventLogAndTheControlPlaneDoWithoutSpring() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("dev.waybill.server.rocksdb..", "dev.waybill.server.sql..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.springframework.."));
  }

  /** Benchmarks may use a vendor's types: they measure what a vendor's library does alone. */
  private static void checkOnly(String owner, String... vendor) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(owner + "..", "dev.waybill.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(vendor));
  }
}
