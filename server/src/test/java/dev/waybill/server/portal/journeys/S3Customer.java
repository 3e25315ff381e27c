package dev.waybill.server.portal.journeys;

import dev.waybill.stores.ceph.CephAccount;
import dev.waybill.stores.ceph.CephGateway;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Has a bucket, and says by policies what others may do there. */
abstract class S3Customer implements Customer {
  private static final String BUCKET = "audit-events";

  private final CephAccount account;

  S3Customer(CephGateway ceph) {
    account = ceph.openAccount();
    account.createBucket(BUCKET);
  }

  CephAccount account() {
    return account;
  }

  @Override
  public SequencedMap<String, String> place(String folder) {
    SequencedMap<String, String> place = new LinkedHashMap<>();
    place.put("Bucket", BUCKET);
    place.put("Folder (optional)", folder);
    place.put("Region", CephGateway.REGION);
    return place;
  }

  @Override
  public SortedMap<String, byte[]> objects() {
    SortedMap<String, byte[]> objects = new TreeMap<>();
    account.keys(BUCKET).forEach(key -> objects.put(key, account.read(BUCKET, key).orElseThrow()));
    return objects;
  }

  @Override
  public void close() {
    account.close();
  }
}
