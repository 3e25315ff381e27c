package dev.waybill.stores.ceph;

import static java.util.Objects.requireNonNull;

import dev.waybill.storage.Credentials.AccessKey;

/**
 * A user of an account.
 *
 * @param arn the principal that policies name
 */
public record CephUser(String name, String arn, AccessKey key) {
  public CephUser {
    requireNonNull(name, "name is null");
    requireNonNull(arn, "arn is null");
    requireNonNull(key, "key is null");
  }
}
