/** Inputs without number for code that reads what strangers send. */
@NullMarked
package dev.waybill.fuzz;

import org.jspecify.annotations.NullMarked;
