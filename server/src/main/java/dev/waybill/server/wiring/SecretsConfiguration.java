package dev.waybill.server.wiring;

import dev.waybill.server.admin.SecretKeyController;
import dev.waybill.server.secrets.KeyRotations;
import dev.waybill.server.sql.ControlPlane;
import dev.waybill.time.TimeSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The key of the secrets. */
@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {

  /** One that the process before did not finish goes on at once. */
  @Bean(initMethod = "resume")
  KeyRotations keyRotations(ControlPlane controlPlane, TimeSource time) {
    return new KeyRotations(controlPlane.secretKey(), controlPlane.storedSecrets(), time);
  }

  @Bean
  SecretKeyController secretKeyAdministration(KeyRotations rotations) {
    return new SecretKeyController(rotations);
  }
}
