/** What people install, as they run it. */
@NullMarked
package dev.waybill.dist;

import org.jspecify.annotations.NullMarked;
