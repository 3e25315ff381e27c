/** Small doubles of stores of which there is no free server. */
@NullMarked
package dev.waybill.stores.fake;

import org.jspecify.annotations.NullMarked;
