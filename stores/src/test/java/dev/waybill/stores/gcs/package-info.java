@NullMarked
package dev.waybill.stores.gcs;

import org.jspecify.annotations.NullMarked;
