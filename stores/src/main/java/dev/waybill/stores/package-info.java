/** Customers' storage of every kind, opened by location. */
@NullMarked
package dev.waybill.stores;

import org.jspecify.annotations.NullMarked;
