package dev.waybill.server.portal.tenants;

import static java.util.Objects.requireNonNull;

import dev.waybill.fault.InvalidInput;
import dev.waybill.server.admin.TenantEditor;
import dev.waybill.tenant.Entitlements;
import dev.waybill.tenant.Tenant;
import dev.waybill.tenant.TenantQuotas;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What operators set for a tenant, as it is shown and sent.
 *
 * @param typed by the names of the fields
 * @param wrongField an empty text if nothing is wrong
 */
record SettingsForm(Map<String, String> typed, String wrongField, String problem) {
  private static final String AUDITING = "auditing";
  private static final String SEEN = "seen";
  private static final String CONFIRMED = "confirmed";

  SettingsForm {
    typed = Map.copyOf(typed);
    requireNonNull(wrongField, "wrongField is null");
    requireNonNull(problem, "problem is null");
  }

  /** A field that takes a number. */
  record Field(String name, String label, String value, String hint, String problem) {}

  /** A field with what is in it. */
  record Sent(String name, String value) {}

  static SettingsForm of(Tenant tenant) {
    var values = new HashMap<String, String>();
    values.put(TenantName.FIELD, tenant.name());
    values.put(SEEN, tenant.updatedAt().toString());
    if (tenant.entitlements().auditing()) {
      values.put(AUDITING, "true");
    }
    for (QuotaField each : QuotaField.values()) {
      values.put(each.field(), each.of(tenant.quotas()));
    }
    return new SettingsForm(values, "", "");
  }

  static SettingsForm sent(Map<String, String> typed) {
    return new SettingsForm(typed, "", "");
  }

  /**
   * The same, with what is wrong.
   *
   * @throws InvalidInput if that is nothing that people have put in
   */
  SettingsForm refused(InvalidInput e) {
    if (!e.field().equals(TenantName.FIELD)
        && Arrays.stream(QuotaField.values()).noneMatch(it -> it.field().equals(e.field()))) {
      throw e;
    }
    return new SettingsForm(typed, e.field(), QuotaField.inWords(e.getMessage()));
  }

  TenantEditor.Change change() {
    TenantQuotas quotas = QuotaField.read(typed);
    return new TenantEditor.Change(
        Optional.of(TenantName.of(name().strip())),
        Optional.empty(),
        Optional.of(_ -> quotas),
        Optional.of(new Entitlements(auditing())),
        Optional.empty());
  }

  /** When the tenant was changed last, as far as the form knows. */
  public String seen() {
    return typed.getOrDefault(SEEN, "");
  }

  Instant lastSeen() {
    try {
      return Instant.parse(seen());
    } catch (DateTimeException e) {
      throw new InvalidInput(SEEN, "Open this page again, and make the change there.");
    }
  }

  /** Whether whoever sent it was told of this, and of no more and no less. */
  boolean confirms(LossView loss) {
    return loss.confirmation().equals(typed.get(CONFIRMED));
  }

  /** All that has to be sent again for the same change. */
  public List<Sent> fields() {
    return Stream.concat(
            Stream.of(SEEN, TenantName.FIELD, AUDITING),
            Arrays.stream(QuotaField.values()).map(QuotaField::field))
        .filter(typed::containsKey)
        .map(field -> new Sent(field, typed.getOrDefault(field, "")))
        .toList();
  }

  public String name() {
    return typed.getOrDefault(TenantName.FIELD, "");
  }

  public boolean auditing() {
    return typed.containsKey(AUDITING);
  }

  public List<Field> quotas() {
    return Arrays.stream(QuotaField.values())
        .map(
            each ->
                new Field(
                    each.field(),
                    each.label(),
                    typed.getOrDefault(each.field(), ""),
                    each.hint(),
                    problem(each.field())))
        .toList();
  }

  /** What is wrong with a field; an empty text if nothing is. */
  public String problem(String field) {
    return field.equals(wrongField) ? problem : "";
  }
}
