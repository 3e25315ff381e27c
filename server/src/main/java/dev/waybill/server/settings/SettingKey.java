package dev.waybill.server.settings;

import dev.waybill.fault.InvalidInput;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A setting as outsiders know it.
 *
 * @param section the key without its last word
 * @param key such as {@code server.stop-timeout}
 * @param variable the environment variable that overrides it
 */
record SettingKey(String section, String key, String variable, Type type, Setting setting) {

  /** Every setting there is, in the order of the records. */
  static List<SettingKey> all() {
    return Arrays.stream(Settings.class.getRecordComponents())
        .flatMap(
            feature ->
                Arrays.stream(feature.getType().getRecordComponents())
                    .map(component -> of(feature, component)))
        .toList();
  }

  /**
   * @param feature that of {@link Settings} whose record has the component
   */
  static SettingKey of(RecordComponent feature, RecordComponent component) {
    String section = section(feature);
    String key = section + "." + kebab(component.getName());
    return new SettingKey(
        section,
        key,
        "WAYBILL_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
        component.getGenericType(),
        component.getAnnotation(Setting.class));
  }

  /** The first half of the keys of a feature. */
  static String section(RecordComponent feature) {
    Section named = feature.getAnnotation(Section.class);
    return named == null ? kebab(feature.getName()) : named.value();
  }

  /** The value when none is given. */
  Object absent() {
    return SettingValues.parse(
        type, setting.absent().isEmpty() ? List.of() : List.of(setting.absent()));
  }

  /**
   * @throws InvalidInput if the texts are not such a value; the message continues "it"
   */
  Object parse(List<String> texts) {
    Object value = SettingValues.parse(type, texts);
    if (isBelow(value, setting.least(), 1) || isBelow(value, setting.most(), -1)) {
      throw new InvalidInput(key, "lies between " + setting.least() + " and " + setting.most());
    }
    return value;
  }

  /** Whether the bound is greater than the value, or, with sign -1, less. */
  @SuppressWarnings("unchecked") // the bound is parsed as the value's own type
  private boolean isBelow(Object value, String bound, int sign) {
    return !bound.isEmpty()
        && Integer.signum(
                ((Comparable<Object>) SettingValues.parse(type, List.of(bound))).compareTo(value))
            == sign;
  }

  boolean isList() {
    return type.getTypeName().startsWith(List.class.getName());
  }

  boolean isSecret() {
    return type.getTypeName().contains(Secret.class.getName());
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
