/** {@code waybill audit exportConfig}. */
@NullMarked
package dev.waybill.cli.exports;

import org.jspecify.annotations.NullMarked;
