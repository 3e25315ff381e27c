package dev.waybill.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What must hold in the core beyond what holds everywhere. */
class ArchitectureTest extends ArchitectureContract {

  @Test
  void dependsOnNoFrameworkSdkOrDatabase() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                "dev.waybill..",
                "java..",
                "javax.crypto..",
                "com.github.luben.zstd..",
                "com.intel.gkl..",
                "org.jspecify..",
                "org.slf4j..",
                "tools.jackson.core.."));
  }

  @Test
  void takesTimeOnlyFromAnInjectedClock() {
    check(
        noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime"));
  }

  @Test
  void takesChanceOnlyFromAnInjectedSource() {
    check(
        noClasses()
            .should()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class));
  }
}
