@NullMarked
package dev.waybill.stores.setup;

import org.jspecify.annotations.NullMarked;
