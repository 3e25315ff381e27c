/** What every encoder must do. */
@NullMarked
package dev.waybill.format;

import org.jspecify.annotations.NullMarked;
