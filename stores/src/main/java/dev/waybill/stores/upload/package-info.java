/** What uploads into every cloud store have in common. */
@NullMarked
package dev.waybill.stores.upload;

import org.jspecify.annotations.NullMarked;
