/** {@code waybill configure}. */
@NullMarked
package dev.waybill.cli.configure;

import org.jspecify.annotations.NullMarked;
