@NullMarked
package dev.waybill.stores.gcs.setup;

import org.jspecify.annotations.NullMarked;
