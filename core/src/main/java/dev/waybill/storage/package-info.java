/**
 * Customers' storage: locations, object keys, and the one thing asked of a store, create-if-absent.
 */
@NullMarked
package dev.waybill.storage;

import org.jspecify.annotations.NullMarked;
