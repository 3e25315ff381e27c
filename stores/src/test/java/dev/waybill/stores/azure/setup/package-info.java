@NullMarked
package dev.waybill.stores.azure.setup;

import org.jspecify.annotations.NullMarked;
