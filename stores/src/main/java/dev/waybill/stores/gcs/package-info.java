/** Google Cloud Storage, by its JSON API. */
@NullMarked
package dev.waybill.stores.gcs;

import org.jspecify.annotations.NullMarked;
