@NullMarked
package dev.waybill.stores.azure;

import org.jspecify.annotations.NullMarked;
