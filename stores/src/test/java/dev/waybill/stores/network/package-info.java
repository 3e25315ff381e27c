@NullMarked
package dev.waybill.stores.network;

import org.jspecify.annotations.NullMarked;
