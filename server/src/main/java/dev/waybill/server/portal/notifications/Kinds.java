package dev.waybill.server.portal.notifications;

import dev.waybill.server.notifications.NotificationType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of notifications in people's words. */
final class Kinds {
  private Kinds() {}

  /** One that an endpoint may ask for. */
  record Choice(String value, String text, boolean chosen) {}

  static List<Choice> choices(List<String> chosen) {
    return chosen()
        .map(type -> new Choice(type.text(), words(type), chosen.contains(type.text())))
        .toList();
  }

  private static Stream<NotificationType> chosen() {
    return Arrays.stream(NotificationType.values()).filter(NotificationType::isChosen);
  }

  /** What a receiver of those is told. */
  static String told(Set<NotificationType> types) {
    return types.isEmpty()
        ? "everything"
        : types.stream().sorted().map(NotificationType::text).collect(Collectors.joining(", "));
  }

  private static String words(NotificationType type) {
    return switch (type) {
      case INTEGRATION_CREATED -> "an integration is created, and whom to let in";
      case INTEGRATION_DESTINATION_CHANGED -> "an integration leads elsewhere";
      case INTEGRATION_DELETED -> "an integration is deleted";
      case DELIVERY_FAILING -> "an export cannot deliver";
      case DELIVERY_RECOVERED -> "it delivers again";
      case SECRET_EXPIRING -> "a SAS token is about to end";
      case RETENTION_AT_RISK -> "events are about to be removed that were not delivered";
      case QUOTA_REACHED -> "the events take 50 % or 80 % of the quota";
      case SIGNING_KEY_ROTATED -> "manifests are signed with another key";
      case DELIVERY_COMPLETED -> "a manifest is in the storage; once for each job";
      case ENDPOINT_TESTED -> "somebody tries the endpoint out";
    };
  }
}
