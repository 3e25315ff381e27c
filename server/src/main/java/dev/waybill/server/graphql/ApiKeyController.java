package dev.waybill.server.graphql;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.waybill.server.keys.ExpiryAsked;
import dev.waybill.server.keys.KeyAsked;
import dev.waybill.server.keys.OwnKeys;
import dev.waybill.server.keys.RotationAsked;
import dev.waybill.server.security.Caller;
import dev.waybill.tenant.ApiKeys;
import dev.waybill.tenant.Permission;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.ContextValue;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.stereotype.Controller;

/** A tenant's own API keys. */
@Controller
class ApiKeyController {
  private final OwnKeys keys;

  ApiKeyController(OwnKeys keys) {
    this.keys = keys;
  }

  @QueryMapping
  List<ApiKeyNode> apiKeys(@ContextValue Caller caller) {
    return keys.list(caller).stream().map(ApiKeyNode::of).toList();
  }

  @MutationMapping
  ApiKeyNode.Created createApiKey(
      @Argument Map<String, @Nullable Object> data,
      @ContextValue Caller caller,
      DataFetchingEnvironment request) {
    KeyAsked asked =
        new KeyAsked(
            text(data, "name"),
            permissions(data),
            new ExpiryAsked(text(data, "expiresAt"), text(data, "expiresIn")));
    Optional<ApiKeys.Once> once =
        RequestKey.of(request).map(key -> new ApiKeys.Once(key.value(), key.requestDigest()));
    return ApiKeyNode.Created.of(keys.create(caller, asked, once));
  }

  @MutationMapping
  ApiKeyNode.Rotated rotateApiKey(
      @Argument String id,
      @Argument Optional<String> overlap,
      @Argument Optional<String> expiresAt,
      @Argument Optional<String> expiresIn,
      @ContextValue Caller caller) {
    return ApiKeyNode.Rotated.of(
        keys.rotate(
            caller,
            Ids.apiKey(id),
            new RotationAsked(overlap, new ExpiryAsked(expiresAt, expiresIn))));
  }

  @MutationMapping
  ApiKeyNode revokeApiKey(@Argument String id, @ContextValue Caller caller) {
    return ApiKeyNode.of(keys.revoke(caller, Ids.apiKey(id)));
  }

  private static Optional<String> text(Map<String, @Nullable Object> data, String field) {
    return Optional.ofNullable(data.get(field)).map(String.class::cast);
  }

  private static Set<Permission> permissions(Map<String, @Nullable Object> data) {
    return Optional.ofNullable(data.get("permissions")).stream()
        .flatMap(list -> ((List<?>) list).stream())
        .map(name -> Permission.valueOf((String) name))
        .collect(toUnmodifiableSet());
  }
}
