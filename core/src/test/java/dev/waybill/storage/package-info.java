/** The contract of object stores, and the store in memory. */
@NullMarked
package dev.waybill.storage;

import org.jspecify.annotations.NullMarked;
