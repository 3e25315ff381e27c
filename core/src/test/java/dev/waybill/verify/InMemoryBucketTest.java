package dev.waybill.verify;

import java.util.SortedMap;

class InMemoryBucketTest extends BucketReaderContract {
  @Override
  protected BucketReader reader(SortedMap<String, byte[]> objects) {
    return InMemoryBucket.of(objects);
  }
}
