package dev.waybill.export;

import dev.waybill.storage.ObjectKey;
import java.util.List;

/**
 * What a finished job delivered: the content of its manifest.
 *
 * @param events delivered, over all objects
 * @param suppressed left out by kinds or categories
 * @param expired removed by the hard retention limit before they could be delivered
 * @param objects the keys, ascending
 */
public record Delivery(long events, long suppressed, long expired, List<ObjectKey> objects) {
  public Delivery {
    objects = List.copyOf(objects);
  }
}
