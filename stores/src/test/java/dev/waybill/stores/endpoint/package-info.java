@NullMarked
package dev.waybill.stores.endpoint;

import org.jspecify.annotations.NullMarked;
