/** The way from this service to customers' storage, as far as the operator decides it. */
@NullMarked
package dev.waybill.stores.network;

import org.jspecify.annotations.NullMarked;
