package dev.waybill.server.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a setting to people, and says what holds when it is absent. Values are as in a file.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Setting {
  /** What it is for; full sentences. */
  String about();

  /** Empty for a list without elements, or for none. */
  String absent() default "";

  /** The least value allowed; empty if there is no bound. */
  String least() default "";

  /** The greatest value allowed; empty if there is no bound. */
  String most() default "";
}
